"""The lineage agrees with the days on which the units exist, and each kind means what it says."""

from __future__ import annotations

from datetime import date

import pytest

from shared.catalogue import Name, Succession, Unit
from shared.catalogue.checks.lineage import lineage_problems
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.lineage import SuccessionKind

DAY, EVE = date(2023, 7, 1), date(2023, 6, 30)


def unit(name: str, first: date | None = None, last: date | None = None) -> Unit:
    return Unit(name, "commune", None, (Name(name),), name, valid_from=first, valid_to=last)


OLD, OTHER, NEW, STAYS, ALSO_STAYS = (
    unit("old", last=EVE),
    unit("other", last=EVE),
    unit("new", DAY),
    unit("stays"),
    unit("also-stays"),
)
UNITS = (OLD, OTHER, NEW, unit("new2", DAY), STAYS, ALSO_STAYS)
Line = tuple[SuccessionKind, str, str]


def reasons(*lines: Line, units: tuple[Unit, ...] = UNITS, day: date = DAY) -> list[str]:
    successions = [Succession(day, kind, before, after, "Nghị quyết") for kind, before, after in lines]
    draft = Draft(
        units=[Stated(one, "units.csv", line) for line, one in enumerate(units, 2)],
        lineage=[Stated(one, "lineage.csv", line) for line, one in enumerate(successions, 2)],
    )
    return [problem.reason for problem in lineage_problems(draft)]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [("rename", "stays", "stays")],
        [("level", "old", "new")],
        [("merge", "old", "new"), ("merge", "other", "new")],
        [("merge", "old", "stays"), ("merge", "stays", "stays")],
        [("split", "old", "new"), ("split", "old", "new2")],
        [("split", "stays", "stays"), ("split", "stays", "new")],
        [("split", "stays", "stays"), ("split", "stays", "also-stays")],
        [("merge", "old", "new"), ("split", "stays", "new"), ("split", "stays", "stays")],
    ],
)
def test_what_happens_to_real_units_has_no_problem(lines: list[Line]) -> None:
    assert reasons(*lines) == []


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([("rename", "nobody", "stays")], "unit nobody is not in units.csv"),
        ([("rename", "old", "new"), ("rename", "other", "new")], "a rename has one predecessor and one successor"),
        ([("level", "old", "new"), ("level", "old", "new2")], "a level has one predecessor and one successor"),
        (
            [("merge", "old", "stays")],
            "old alone is no merge; if stays existed, name it as predecessor too",
        ),
        (
            [("merge", "old", "new"), ("merge", "other", "new"), ("merge", "old", "new2"), ("merge", "other", "new2")],
            "old has other successors that day: that is a split",
        ),
        (
            [("split", "stays", "new")],
            "a split of stays has two successors or more; it is one of them if it remains",
        ),
        (
            [("merge", "stays", "new"), ("merge", "old", "new")],
            "stays still exists on 2023-07-01: its valid_to is 2023-06-30, or it is a successor",
        ),
        (
            [("merge", "old", "stays"), ("merge", "other", "stays")],
            "stays exists before 2023-07-01: its valid_from is that day, or it is a predecessor",
        ),
        ([("rename", "new", "stays")], "new does not exist on 2023-06-30, the day before"),
        ([("rename", "stays", "old")], "old does not exist on 2023-07-01"),
    ],
)
def test_what_cannot_have_happened_is_a_problem(lines: list[Line], reason: str) -> None:
    assert reason in reasons(*lines)


def test_a_unit_that_ends_too_early_or_begins_too_late_is_a_problem() -> None:
    late = date(2023, 8, 1)

    assert "old does not exist on 2023-07-31, the day before" in reasons(("rename", "old", "new"), day=late)
    assert "new exists before 2023-08-01: its valid_from is that day, or it is a predecessor" in reasons(
        ("rename", "old", "new"), day=late
    )


def test_nothing_comes_out_of_itself_through_others() -> None:
    found = reasons(("rename", "old", "new"), ("rename", "new", "old"))

    assert {"old comes out of itself", "new comes out of itself"} <= set(found)


def test_the_same_line_twice_is_a_problem() -> None:
    found = reasons(("rename", "stays", "stays"), ("rename", "stays", "stays"))

    assert "succession 2023-07-01 stays stays is already in line 2" in found
