"""A total adds what can be added, of others than itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import pytest

from shared.catalogue import Indicator, Members, Name, TotalRule, Unit
from shared.catalogue.checks.indicators import indicator_problems
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.problem import Problem

T = TypeVar("T")

PROVINCE = Unit("p", "province", None, (Name("Tỉnh P"),), "Tỉnh P")
DISTRICT = Unit("d", "district", "p", (Name("Huyện D"),), "D")
PERCENT = Indicator("share", "Tỷ lệ", "Share", "percent", dimensions={"status": ("received", "total")})
COUNT = Indicator("people", "Số người", "People", "count", dimensions={"status": ("received", "total"), "date": ()})


def stated(values: Sequence[T], first: int = 2) -> list[Stated[T]]:
    return [Stated(value, "file.csv", line) for line, value in enumerate(values, first)]


def reasons(problems: Sequence[Problem]) -> list[str]:
    return [problem.reason for problem in problems]


def of_total(indicator: Indicator, **given: object) -> list[str]:
    total = TotalRule(**{"unit": "p", "how": "sum", **given})  # type: ignore[arg-type]
    draft = Draft(
        units=stated([PROVINCE, DISTRICT]), indicators=stated([PERCENT, replace(indicator, id="x", total=total)])
    )
    return reasons(indicator_problems(draft))


def test_a_sum_over_a_level_is_a_total() -> None:
    assert of_total(COUNT, members=Members(levels=("district",))) == []


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
        (COUNT, {"over_dimensions": (("status", "all"),)}, "total_over status=all is not in dimensions"),
        (COUNT, {"over_dimensions": (("channel", "all"),)}, "total_over channel=all is not in dimensions"),
        (COUNT, {"over_dimensions": (("channel", ""),)}, "total_over channel is not in dimensions"),
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
