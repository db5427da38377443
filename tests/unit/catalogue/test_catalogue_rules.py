"""Every inconsistency of a catalogue is a problem with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from shared.catalogue import (
    Contact,
    Indicator,
    Members,
    Name,
    Programme,
    ReportingCalendar,
    Scope,
    Target,
    TotalRule,
    Unit,
)
from shared.catalogue.checks.calendar import calendar_problems
from shared.catalogue.checks.contacts import contact_problems
from shared.catalogue.checks.indicators import indicator_problems
from shared.catalogue.checks.targets import programme_problems, target_problems
from shared.catalogue.checks.units import unit_problems
from shared.catalogue.draft import Draft, Stated, UnitName
from shared.catalogue.problem import Problem

T = TypeVar("T")

PROVINCE = Unit("p", "province", None, (Name("Tỉnh P"),), "Tỉnh P")
DISTRICT = Unit("d", "district", "p", (Name("Huyện D"),), "D")
PERCENT = Indicator("share", "Tỷ lệ", "Share", "percent", dimensions={"status": ("received", "total")})
COUNT = Indicator("people", "Số người", "People", "count", dimensions={"status": ("received", "total"), "date": ()})
PROGRAMME = Programme("plan", "Kế hoạch", "Plan", 1)
TARGET = Target("t", "1", "plan", "share", Scope("all"), ">=", Decimal(80), "Quyết định")


def stated(values: Sequence[T], first: int = 2) -> list[Stated[T]]:
    return [Stated(value, "file.csv", line) for line, value in enumerate(values, first)]


def of_units(*units: Unit) -> list[str]:
    return reasons(unit_problems(Draft(units=stated(units))))


def of_names(*names: Name) -> list[str]:
    return reasons(
        unit_problems(Draft(units=stated([PROVINCE]), names=stated([UnitName("p", name) for name in names])))
    )


def of_total(indicator: Indicator, **given: object) -> list[str]:
    total = TotalRule(**{"unit": "p", "how": "sum", **given})  # type: ignore[arg-type]
    draft = Draft(
        units=stated([PROVINCE, DISTRICT]), indicators=stated([PERCENT, replace(indicator, id="x", total=total)])
    )
    return reasons(indicator_problems(draft))


def of_targets(*targets: Target) -> list[str]:
    draft = Draft(
        units=stated([PROVINCE, DISTRICT]),
        indicators=stated([PERCENT, COUNT, replace(PERCENT, id="accounts", above_100=True)]),
        programmes=stated([PROGRAMME]),
        targets=stated(targets),
    )
    return reasons(target_problems(draft))


def reasons(problems: Sequence[Problem]) -> list[str]:
    return [problem.reason for problem in problems]


def test_a_sound_catalogue_has_no_problem() -> None:
    assert of_units(PROVINCE, DISTRICT) == []
    assert of_targets(TARGET) == []
    assert of_total(COUNT, members=Members(levels=("district",))) == []


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


@pytest.mark.parametrize(
    ("indicator", "rule", "reason"),
    [
        (COUNT, {"members": Members(levels=("town",))}, "total_levels: 'town' is not a level"),
        (COUNT, {"members": Members(units=("q",))}, "total_units: q is not a unit"),
        (COUNT, {"members": Members(units=("d",)), "unit": "q"}, "total_unit q is not a unit"),
        (COUNT, {"members": Members(levels=("province",))}, "total_unit p is among the members of its own total"),
        (COUNT, {"members": Members(units=("p",))}, "total_unit p is among the members of its own total"),
        (COUNT, {}, "a total has members (total_levels, total_units) or total_over or total_parts: exactly one"),
        (PERCENT, {"members": Members(units=("d",))}, "a percent has no sum"),
        (COUNT, {"members": Members(units=("d",)), "how": "ratio_of_sums"}, "ratio_of_sums is for percents of members"),
        (COUNT, {"over_dimension": ("status", "all")}, "total_over status=all is not in dimensions"),
        (COUNT, {"over_dimension": ("channel", "all")}, "total_over channel=all is not in dimensions"),
        (COUNT, {"parts": ("q",)}, "total_parts: q is not an indicator"),
        (COUNT, {"parts": ("share",)}, "total_parts: share is a percent, not a count"),
        (COUNT, {"parts": ("x",)}, "x is a part of its own total"),
    ],
)
def test_totals_that_cannot_be(indicator: Indicator, rule: dict[str, object], reason: str) -> None:
    assert of_total(indicator, **rule) == [reason]


def test_only_a_percent_may_be_declared_above_100() -> None:
    found = reasons(indicator_problems(Draft(indicators=stated([replace(COUNT, above_100=True)]))))

    assert found == ["above_100 is only for percents, people is a count"]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (replace(TARGET, programme="q"), "programme q is not in programmes.csv"),
        (replace(TARGET, indicator="q"), "indicator q is not in indicators.csv"),
        (replace(TARGET, scope=Scope("unit", "q")), "scope_value 'q' is not a unit"),
        (replace(TARGET, scope=Scope("level", "hamlet")), "scope_value 'hamlet' is not a level"),
        (replace(TARGET, scope=Scope("all", "d")), "scope_value is 'd'; scope all has none"),
        (replace(TARGET, threshold=Decimal("100.1")), "threshold 100.1 cannot be reached by a percent"),
        (replace(TARGET, threshold=Decimal(-1)), "threshold -1 cannot be reached by a percent"),
        (replace(TARGET, dimension="status"), "dimension: 'status' is not key=value"),
        (replace(TARGET, dimension="channel=zalo"), "share has no dimension channel"),
        (replace(TARGET, dimension="status=lost"), "dimension status of share is never lost"),
        (
            replace(TARGET, indicator="people", dimension="status=total;date=2022-06-11"),
            "dimension 'status=total;date=2022-06-11' is written 'date=2022-06-11;status=total'",
        ),
        (
            replace(TARGET, due=date(2022, 9, 2), valid_to=date(2022, 9, 1)),
            "ends on 2022-09-01, before it begins on 2022-09-02",
        ),
    ],
)
def test_targets_that_cannot_be(target: Target, reason: str) -> None:
    assert of_targets(target) == [reason]


def test_a_percent_that_may_exceed_100_may_be_aimed_at_above_it() -> None:
    assert of_targets(replace(TARGET, indicator="accounts", threshold=Decimal(120))) == []


def test_two_targets_of_a_programme_for_one_thing_on_one_day_are_a_tie() -> None:
    old = replace(TARGET, valid_to=date(2022, 6, 30))
    new = replace(TARGET, id="t2", due=date(2022, 6, 30))

    assert of_targets(old, new) == ["target t2 is in force together with t of the same programme"]


@pytest.mark.parametrize(
    "other",
    [
        replace(TARGET, id="t2", due=date(2022, 7, 1)),
        replace(TARGET, id="t2", scope=Scope("level", "district")),
        replace(TARGET, id="t2", dimension="status=received"),
        replace(TARGET, id="t2", indicator="accounts"),
    ],
)
def test_targets_of_another_time_scope_or_figure_are_no_tie(other: Target) -> None:
    assert of_targets(replace(TARGET, valid_to=date(2022, 6, 30)), other) == []


def test_programmes_have_one_order() -> None:
    draft = Draft(programmes=stated([PROGRAMME, replace(PROGRAMME, id="other")]))

    assert reasons(programme_problems(draft)) == ["order 1 is already in line 2"]


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (Contact("q", "a@b.example", "Đầu mối"), "unit q is not in units.csv"),
        (Contact("d", "b.example", "Đầu mối"), "'b.example' is not a mail address"),
        (Contact("d", "a@b.example\r\nBcc: c@d.example", "Đầu mối"), "is not a mail address"),
    ],
)
def test_contacts_that_cannot_be_written_to(contact: Contact, reason: str) -> None:
    found = reasons(contact_problems(Draft(units=stated([PROVINCE, DISTRICT]), contacts=stated([contact]))))

    assert len(found) == 1
    assert reason in found[0]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2022, 6, 17), "cut-off 2022-06-17 of 2022-06 is not after that of 2022-05"),
        (date(2022, 8, 17), "cut-off 2022-08-17 of 2022-06 is not before that of 2022-07"),
    ],
)
def test_editions_close_one_after_the_other(day: date, reason: str) -> None:
    draft = Draft(calendar=ReportingCalendar(17, {"2022-06": day}), cut_offs=stated(["2022-06"]))

    assert reasons(calendar_problems(draft)) == [reason]


def test_an_edition_cannot_close_before_its_month_or_long_after_it() -> None:
    late = {"2022-06": date(2022, 9, 1), "2022-07": date(2022, 9, 2), "2022-08": date(2022, 9, 3)}
    draft = Draft(calendar=ReportingCalendar(17, late), cut_offs=stated(list(late)))

    assert reasons(calendar_problems(draft)) == ["cut-off 2022-09-01 of 2022-06 is not within two months after it"]
