"""What a target asks on a day, and what a figure exactly there gets: paths, ranges, bands, groups, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.targets import targets_for
from services.scoring.domain.verdict import judge
from services.scoring.domain.verdicts import verdicts_on
from shared.catalogue import Group, Membership, Milestone, Programme, Target
from shared.catalogue.target import Comparator
from shared.figures import RATIO_PLACES
from tests.unit.scoring.factories import LAST_DAY, SERVICES, a_catalogue, a_figure, a_target, an_evaluation

DAY = LAST_DAY["2022-06"]
DUE = date(2022, 12, 31)
NUMBERS = st.decimals(0, 100, places=3)
COMPARATORS: st.SearchStrategy[Comparator] = st.sampled_from([">=", ">", "<=", "<"])
STEP = Decimal("0.000000000001")
LINE = a_target(threshold="80", due=DUE, path_from=date(2022, 1, 1), path_start=Decimal(20))
STEPS = a_target(
    threshold="80",
    due=DUE,
    milestones=(Milestone(date(2022, 3, 31), Decimal(40)), Milestone(date(2022, 6, 30), Decimal(60))),
)


@given(COMPARATORS, NUMBERS)
def test_at_the_exact_threshold_the_comparator_decides_and_a_hair_beside_it_the_side(
    comparator: Comparator, threshold: Decimal
) -> None:
    target = a_target(comparator=comparator, threshold=str(threshold))
    good = STEP if comparator in (">=", ">") else -STEP

    at, better, worse = (judge(threshold + beside, target, DAY) for beside in (Decimal(0), good, -good))

    assert (at.verdict == "met", at.gap) == (comparator.endswith("="), Decimal(0))
    assert (better.verdict, better.gap, worse.verdict, worse.gap) == ("met", STEP, "not_met", -STEP)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_range_holds_both_its_ends_and_the_gap_is_to_the_nearer(one: Decimal, other: Decimal, value: Decimal) -> None:
    lower, upper = sorted((one, other))
    target = a_target(comparator="between", threshold=str(lower), upper=upper)

    verdict = judge(value, target, DAY)

    assert (verdict.verdict == "met") == (lower <= value <= upper)
    assert verdict.gap == min(value - lower, upper - value)
    assert judge(lower, target, DAY).verdict == judge(upper, target, DAY).verdict == "met"


@given(st.integers(0, 363))
def test_a_line_asks_each_day_its_share_to_twelve_decimals(days: int) -> None:
    asked = LINE.threshold_on(date(2022, 1, 1) + timedelta(days))

    exact = 20 + Fraction(60 * days, 364)
    assert abs(Fraction(asked) - exact) <= Fraction(RATIO_PLACES) / 2


def test_a_figure_on_the_line_is_met_and_the_verdict_names_the_threshold_of_its_day() -> None:
    day = date(2022, 7, 2)  # 182 of 364 days

    assert (LINE.threshold_on(date(2022, 1, 1)), LINE.threshold_on(day), LINE.threshold_on(DUE)) == tuple(
        map(Decimal, (20, 50, 80))
    )
    assert (judge(Decimal(50), LINE, day).verdict, judge(Decimal(50) - STEP, LINE, day).verdict) == ("met", "not_met")
    assert judge(Decimal(50), LINE, day).threshold == 50


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2022, 3, 30), None),
        (date(2022, 3, 31), 40),
        (date(2022, 6, 29), 40),
        (date(2022, 6, 30), 60),
        (date(2022, 12, 30), 60),
        (DUE, 80),
        (date(2023, 5, 1), 80),
    ],
)
def test_a_table_asks_in_steps_and_nothing_before_the_first(day: date, asked: int | None) -> None:
    assert STEPS.in_force_on(day) == (asked is not None)
    assert asked is None or STEPS.threshold_on(day) == asked


def test_a_line_judges_nothing_before_it_begins() -> None:
    assert not LINE.in_force_on(date(2021, 12, 31))
    assert LINE.in_force_on(date(2022, 1, 1))


@pytest.mark.parametrize(
    ("comparator", "upper", "value", "near"),
    [
        (">=", None, "72", True),
        (">=", None, "71.999", False),
        (">=", None, "80", False),  # met is not near
        (">", None, "80", True),
        ("<=", None, "88", True),
        ("<=", None, "88.001", False),
        ("between", "90", "72", True),
        ("between", "90", "71", False),
        ("between", "90", "99", True),
        ("between", "90", "99.1", False),
    ],
)
def test_near_is_a_share_of_the_threshold_from_below_and_as_much_over_a_ceiling(
    comparator: Comparator, upper: str | None, value: str, *, near: bool
) -> None:
    target = a_target(comparator=comparator, threshold="80", upper=upper and Decimal(upper))

    assert judge(Decimal(value), target, DAY, Decimal(90)).near is near
    assert judge(Decimal(value), target, DAY).near is False


def test_a_target_has_its_own_band_or_that_of_its_programme_or_none() -> None:
    plain, own = a_target("plan"), a_target("law", near=Decimal(99))
    catalogue = a_catalogue(plain, own)
    banded = replace(catalogue, programmes={**catalogue.programmes, "plan": Programme("plan", "", "", 1, Decimal(90))})

    assert [banded.near_of(plain), banded.near_of(own), catalogue.near_of(plain)] == [90, 99, None]
    assert {v.programme: v.near for v in verdicts_on(an_evaluation(a_figure("75")), banded)} == {
        "plan": True,
        "law": False,
    }


def names(*targets: Target, unit: str = "north", day: date = DAY) -> list[str]:
    stays = (Membership("north", valid_from=date(2022, 6, 1)), Membership("east", valid_to=date(2022, 6, 15)))
    catalogue = replace(a_catalogue(*targets), groups={"pilots": Group("pilots", "", "", stays)})
    return [target.id for target in targets_for(catalogue, unit, SERVICES, "", day)]


def test_a_target_for_a_group_speaks_after_one_for_the_unit_and_before_one_for_its_level() -> None:
    level = a_target(name="level", scope=("level", "district"))
    group = a_target(name="group", scope=("group", "pilots"))
    unit = a_target(name="unit", scope=("unit", "north"))

    assert names(level, group) == names(group, level) == ["group"]
    assert names(group, unit) == names(unit, group) == ["unit"]
    assert names(level, group, unit="south") == ["level"]


def test_a_group_binds_whoever_belongs_to_it_on_the_day() -> None:
    group = a_target(name="group", scope=("group", "pilots"))

    assert [names(group, day=date(2022, 5, 31)), names(group, day=date(2022, 6, 1))] == [[], ["group"]]
    assert [names(group, unit="east", day=date(2022, 6, day)) for day in (15, 16)] == [["group"], []]


def test_a_verdict_names_the_version_that_was_valid_on_the_day() -> None:
    old = a_target(name="t", threshold="80", valid=(None, date(2022, 6, 30)))
    new = replace(old, version="2", threshold=Decimal(90), valid_from=date(2022, 7, 1), valid_to=None)
    catalogue = a_catalogue(old, new)

    found = [
        verdicts_on(an_evaluation(a_figure("85", as_of=day)), catalogue)[0]
        for day in (date(2022, 6, 30), date(2022, 7, 1))
    ]

    assert [(v.target, v.target_version, v.verdict) for v in found] == [("t", "1", "met"), ("t", "2", "not_met")]
