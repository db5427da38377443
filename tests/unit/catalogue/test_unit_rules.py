"""Units have one id, one spelling, one name a day, and parents that lead upwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from shared.catalogue import Name, Unit
from shared.catalogue.checks.units import unit_problems
from shared.catalogue.draft import Draft, Stated, UnitName
from shared.catalogue.problem import Problem

T = TypeVar("T")

PROVINCE = Unit("p", "province", None, (Name("Tỉnh P"),), "Tỉnh P")
DISTRICT = Unit("d", "district", "p", (Name("Huyện D"),), "D")


def stated(values: Sequence[T], first: int = 2) -> list[Stated[T]]:
    return [Stated(value, "file.csv", line) for line, value in enumerate(values, first)]


def reasons(problems: Sequence[Problem]) -> list[str]:
    return [problem.reason for problem in problems]


def of_units(*units: Unit) -> list[str]:
    return reasons(unit_problems(Draft(units=stated(units))))


def of_names(*names: Name) -> list[str]:
    return reasons(
        unit_problems(Draft(units=stated([PROVINCE]), names=stated([UnitName("p", name) for name in names])))
    )


def test_sound_units_have_no_problem() -> None:
    assert of_units(PROVINCE, DISTRICT) == []


def test_a_problem_names_the_line_of_the_later_of_two() -> None:
    problems = unit_problems(Draft(units=stated([DISTRICT, PROVINCE, DISTRICT])))

    assert [str(problem) for problem in problems] == ["file.csv:4: unit d is already in line 2"]


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (replace(DISTRICT, parent="q"), "parent q is not a unit"),
        (replace(DISTRICT, parent="d"), "unit d is above itself"),
        (replace(DISTRICT, id="D 1"), "id 'D 1' is not small letters, digits and hyphens"),
        (replace(DISTRICT, names=()), "unit d has no name in unit_names.csv"),
        (replace(DISTRICT, aliases=("Bình Phƣớc",)), "'Bình Phƣớc' is not NFC or holds U+01A3 for ư"),
        (replace(DISTRICT, aliases=("tỉnh p",)), "'tỉnh p' is a spelling of p and of d"),
        (
            replace(DISTRICT, valid_from=date(2023, 1, 2), valid_to=date(2023, 1, 1)),
            "ends on 2023-01-01, before it begins on 2023-01-02",
        ),
    ],
)
def test_units_that_cannot_be(unit: Unit, reason: str) -> None:
    assert of_units(PROVINCE, unit) == [reason]


def test_parents_that_go_round_are_found_however_long_the_way() -> None:
    ring = [
        replace(DISTRICT, id=one, parent=other, names=(Name(one),), short_name=one) for one, other in ("ab", "bc", "ca")
    ]

    assert of_units(*ring) == ["unit a is above itself", "unit b is above itself", "unit c is above itself"]


def test_a_successor_may_have_the_name_of_a_unit_that_is_gone() -> None:
    gone = replace(DISTRICT, valid_to=date(2025, 6, 30))
    successor = replace(DISTRICT, id="d2", valid_from=date(2025, 7, 1))

    assert of_units(PROVINCE, gone, successor) == []


def test_a_national_code_means_one_unit() -> None:
    assert of_units(replace(PROVINCE, national_code="70"), replace(DISTRICT, national_code="70")) == [
        "national_code 70 is already in line 2"
    ]


def test_two_official_names_on_one_day_are_refused() -> None:
    overlapping = of_names(Name("Cũ", None, date(2022, 10, 1)), Name("Mới", date(2022, 10, 1)))

    assert overlapping == ["'Mới' is in force together with 'Cũ'"]
    assert of_names(Name("Cũ", None, date(2022, 9, 30)), Name("Mới", date(2022, 10, 1))) == []


def test_names_must_be_composed_and_of_known_units() -> None:
    names = stated([UnitName("q", Name("Bi\u0300nh"))])

    found = reasons(unit_problems(Draft(units=stated([PROVINCE]), names=names)))

    assert len(found) == 2
    assert "not NFC" in found[0]
    assert found[1] == "unit q is not in units.csv"
