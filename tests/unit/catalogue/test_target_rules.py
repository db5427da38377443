"""A target names what exists, can be reached, and is alone for its figure on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from shared.catalogue import Indicator, Name, Programme, Scope, Target, Unit
from shared.catalogue.checks.targets import programme_problems, target_problems
from shared.catalogue.draft import Draft, Stated
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


def reasons(problems: Sequence[Problem]) -> list[str]:
    return [problem.reason for problem in problems]


def of_targets(*targets: Target) -> list[str]:
    draft = Draft(
        units=stated([PROVINCE, DISTRICT]),
        indicators=stated([PERCENT, COUNT, replace(PERCENT, id="accounts", above_100=True)]),
        programmes=stated([PROGRAMME]),
        targets=stated(targets),
    )
    return reasons(target_problems(draft))


def test_a_sound_target_has_no_problem() -> None:
    assert of_targets(TARGET) == []


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
