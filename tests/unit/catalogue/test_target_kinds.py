"""Kinds, ranges, paths, bands, groups and versions of targets: what cannot be is named with its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import pytest

from shared.catalogue import Indicator, Membership, Milestone, Name, Programme, Scope, Target, Unit
from shared.catalogue.checks.groups import group_problems
from shared.catalogue.checks.targets import programme_problems, target_problems
from shared.catalogue.draft import Draft, GroupMember, Stated, TargetMilestone
from shared.catalogue.problem import Problem

T = TypeVar("T")

UNITS = [Unit(name, "district", None, (Name(name),), name) for name in ("north", "south")]
PERCENT = Indicator("share", "Tỷ lệ", "Share", "percent")
PLAN = Programme("plan", "Kế hoạch", "Plan", 1)
TARGET = Target("t", "1", "plan", "share", Scope("all"), ">=", Decimal(80), "Quyết định")
DUE = date(2023, 12, 31)
MAY, JUNE = date(2023, 5, 1), date(2023, 6, 1)


def stated(values: Sequence[T], first: int = 2) -> list[Stated[T]]:
    return [Stated(value, "file.csv", line) for line, value in enumerate(values, first)]


def reasons(problems: Sequence[Problem]) -> list[str]:
    return [problem.reason for problem in problems]


def draft(*targets: Target, **more: Any) -> Draft:
    return Draft(stated(UNITS), (), stated([PERCENT]), stated([PLAN]), stated(targets), **more)


def a_stay(group: str, unit: str, first: date | None = None, last: date | None = None) -> GroupMember:
    return GroupMember(group, group, group, Membership(unit, first, last))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"comparator": "between"}, "upper belongs to comparator between, which needs it"),
        ({"upper": Decimal(90)}, "upper belongs to comparator between, which needs it"),
        ({"comparator": "between", "upper": Decimal(80)}, "upper is 80, not above threshold 80"),
        ({"comparator": "between", "upper": Decimal(101)}, "upper 101 cannot be reached by a percent"),
        ({"kind": "ceiling"}, "comparator of a ceiling is '>=', not one of <=, <"),
        ({"near": Decimal(100)}, "near is 100, not a percent of the threshold above 0 and below 100"),
        ({"margin": Decimal(-1)}, "margin is -1, not 0 or more"),
        ({"margin": Decimal(21)}, "margin is 21, but a figure can meet the target by 20 at most"),
        ({"comparator": "<=", "margin": Decimal(81)}, "margin is 81, but a figure can meet the target by 80 at most"),
        ({"path_from": MAY, "due": DUE}, "path_from and path_start belong together: one is empty"),
        ({"path_from": MAY, "path_start": Decimal(0)}, "due is empty; a path leads to the day the target is due"),
        (
            {"path_from": DUE, "path_start": Decimal(0), "due": DUE},
            "path begins on 2023-12-31, not before it is due on 2023-12-31",
        ),
        (
            {"path_from": MAY, "path_start": Decimal(0), "due": DUE, "milestones": (Milestone(JUNE, Decimal(9)),)},
            "has path_from and lines in milestones.csv: at most one path",
        ),
        (
            {"due": DUE, "milestones": (Milestone(JUNE, Decimal(109)),)},
            "milestone 109 cannot be reached by a percent",
        ),
        (
            {
                "comparator": "between",
                "upper": Decimal(90),
                "path_from": MAY,
                "path_start": Decimal(0),
                "due": DUE,
            },
            "comparator between has no path",
        ),
        ({"scope": Scope("group", "pilots")}, "scope_value 'pilots' is not a group"),
    ],
)
def test_targets_that_cannot_be(fields: dict[str, Any], reason: str) -> None:
    assert reasons(target_problems(draft(replace(TARGET, **fields)))) == [reason]


@pytest.mark.parametrize(
    "fields",
    [
        {"comparator": "between", "upper": Decimal(90), "margin": Decimal(5)},
        {"kind": "ceiling", "comparator": "<"},
        {"kind": "full_score"},
        {"near": Decimal(90), "margin": Decimal(20)},
        {"path_from": MAY, "path_start": Decimal(0), "due": DUE},
        {"due": DUE, "milestones": (Milestone(MAY, Decimal(10)), Milestone(JUNE, Decimal(20)))},
    ],
)
def test_targets_that_can_be(fields: dict[str, Any]) -> None:
    assert target_problems(draft(replace(TARGET, **fields))) == []


def test_versions_follow_each_other() -> None:
    old, new = replace(TARGET, valid_to=MAY), replace(TARGET, version="2", valid_from=JUNE)

    assert target_problems(draft(old, new)) == []
    assert reasons(target_problems(draft(old, replace(new, valid_from=MAY)))) == [
        "version 2 of target t is valid together with version 1 of line 2; end that one the day before"
    ]
    assert reasons(target_problems(draft(old, replace(new, version="1")))) == [
        "target t version 1 is already in line 2"
    ]


def test_versions_are_of_one_programme_and_figure() -> None:
    old, new = replace(TARGET, valid_to=MAY), replace(TARGET, version="2", valid_from=JUNE, dimension="status=a")

    assert "dimension of target t is '' in line 2" in reasons(target_problems(draft(old, new)))


def test_a_path_ties_with_another_target_from_its_first_day() -> None:
    path = replace(TARGET, id="path", path_from=MAY, path_start=Decimal(0), due=DUE)
    until_may = replace(TARGET, valid_to=MAY)

    assert reasons(target_problems(draft(until_may, path))) == [
        "target path is in force together with t of the same programme"
    ]


def test_two_groups_that_share_a_unit_on_a_day_are_a_tie() -> None:
    one, other = (replace(TARGET, id=name, scope=Scope("group", name)) for name in ("one", "other"))
    shared = stated([a_stay("one", "north", None, JUNE), a_stay("other", "north", JUNE), a_stay("other", "south")])
    apart = stated([a_stay("one", "north", None, MAY), a_stay("other", "north", JUNE), a_stay("other", "south")])

    assert reasons(target_problems(draft(one, other, group_members=shared))) == [
        "target other is in force together with one of the same programme, and north is in both groups"
    ]
    assert target_problems(draft(one, other, group_members=apart)) == []
    assert target_problems(draft(one, replace(other, valid_from=DUE), group_members=shared[:1] + apart[1:])) == []


def test_groups_that_share_a_unit_only_while_one_target_is_not_in_force_do_not_tie() -> None:
    one = replace(TARGET, id="one", scope=Scope("group", "one"), valid_to=MAY)
    other = replace(TARGET, id="other", scope=Scope("group", "other"))
    members = stated([a_stay("one", "north"), a_stay("other", "north", JUNE)])

    assert target_problems(draft(one, other, group_members=members)) == []


def test_a_milestone_belongs_to_a_target_and_has_its_day_alone() -> None:
    target = replace(TARGET, due=DUE, milestones=(Milestone(MAY, Decimal(1)),))
    steps = stated([TargetMilestone(name, "1", Milestone(MAY, Decimal(1))) for name in ("t", "t", "u")])

    assert reasons(target_problems(draft(target, milestones=steps))) == [
        "day 2023-05-01 of t is already in line 2",
        "target u version 1 is not in targets.csv",
    ]


def test_groups_have_known_units_one_name_and_each_unit_once_on_a_day() -> None:
    renamed = replace(a_stay("one", "south"), name_vi="Khác")
    members = stated([a_stay("one", "north"), a_stay("one", "north", MAY), renamed, a_stay("one", "nowhere")])

    assert reasons(group_problems(draft(group_members=members))) == [
        "group one has another name in line 2",
        "unit nowhere is not in units.csv",
        "unit north is in group one in line 2 already",
    ]


def test_a_programme_has_a_band_below_its_thresholds() -> None:
    found = programme_problems(Draft(programmes=stated([replace(PLAN, near=Decimal(0))])))

    assert reasons(found) == ["near is 0, not a percent of the threshold above 0 and below 100"]
