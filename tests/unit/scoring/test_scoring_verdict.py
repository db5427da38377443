from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.scoring.domain.targets import targets_for
from services.scoring.domain.verdict import judge
from shared.catalogue import Target
from shared.catalogue.target import Comparator
from tests.unit.scoring.factories import SERVICES, a_catalogue, a_target

DAY = date(2022, 6, 16)


@pytest.mark.parametrize(
    ("comparator", "value", "verdict", "gap"),
    [
        (">=", "80", "met", "0"),
        (">=", "79.999999999999", "not_met", "-0.000000000001"),
        (">", "80", "not_met", "0"),
        (">", "80.1", "met", "0.1"),
        ("<=", "80", "met", "0"),
        ("<=", "81", "not_met", "-1"),
        ("<", "80", "not_met", "0"),
        ("<", "12.5", "met", "67.5"),
    ],
)
def test_a_figure_is_judged_exactly_and_its_gap_is_positive_to_the_good_side(
    comparator: Comparator, value: str, verdict: str, gap: str
) -> None:
    judged = judge(Decimal(value), a_target(comparator=comparator, threshold="80"), DAY)

    assert (judged.verdict, judged.gap) == (verdict, Decimal(gap))


def test_a_verdict_carries_the_target_it_applied() -> None:
    judged = judge(Decimal(90), a_target(programme="plan", name="kh170"), DAY)

    assert (judged.target, judged.target_version, judged.programme) == ("kh170", "1", "plan")
    assert judged.legal_basis == "Kế hoạch số 170/KH-UBND"


def names(*targets: Target, unit: str = "north", dimension: str = "", day: date = DAY) -> list[str]:
    return [target.id for target in targets_for(a_catalogue(*targets), unit, SERVICES, dimension, day)]


def test_a_target_for_the_unit_speaks_before_its_level_and_that_before_all() -> None:
    for_all = a_target(name="all")
    for_level = a_target(name="level", scope=("level", "district"))
    for_unit = a_target(name="unit", scope=("unit", "north"))

    assert names(for_all, for_level, for_unit) == ["unit"]
    assert names(for_unit, for_level, for_all, unit="south") == ["level"]
    assert names(for_all, for_level, for_unit, unit="transport") == ["all"]


def test_each_programme_speaks_in_its_order() -> None:
    assert names(a_target("plan", name="second"), a_target("law", name="first")) == ["first", "second"]


def test_a_target_judges_only_from_its_first_day_to_its_last() -> None:
    target = a_target(name="dated", valid=(date(2022, 6, 1), date(2022, 9, 2)))

    assert names(target, day=date(2022, 5, 31)) == []
    assert names(target, day=date(2022, 6, 1)) == ["dated"]
    assert names(target, day=date(2022, 9, 2)) == ["dated"]
    assert names(target, day=date(2022, 9, 3)) == []


def test_a_target_is_an_aim_until_it_is_due() -> None:
    assert names(a_target(due=date(2022, 12, 31)), day=date(2022, 12, 30)) == []


def test_a_target_out_of_force_gives_way_to_a_less_specific_one() -> None:
    ended = a_target(name="unit", scope=("unit", "north"), valid=(None, date(2022, 1, 1)))

    assert names(ended, a_target(name="all")) == ["all"]


def test_of_two_equally_specific_targets_the_later_law_counts() -> None:
    older = a_target(name="b-older", valid=(date(2021, 1, 1), None))
    newer = a_target(name="a-newer", valid=(date(2022, 1, 1), None))

    assert names(older, newer) == names(newer, older) == ["a-newer"]


def test_a_target_holds_for_exactly_its_own_dimension() -> None:
    whole, late = a_target(name="whole"), a_target(name="late", dimension="status=late")

    assert names(whole, late) == ["whole"]
    assert names(whole, late, dimension="status=late") == ["late"]
    assert names(whole, late, dimension="status=on-time") == []
