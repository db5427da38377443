"""Everything scoring knows of one figure."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.facts.fact import Fact, Identifier, Number, Period
from shared.facts.figure import Measured
from shared.facts.verdict import Verdict, Word
from shared.figures import SeriesKey

#: Why two figures do not compare: the predecessors sent percents without their parts, what they sent does not add up,
#: only a part of one went into the unit, one of them has no figure; or the figures count over unlike windows of time.
Incomparable = Literal["only_percents", "not_additive", "split", "predecessor_missing", "other_window"]


class Change(Fact):
    """Difference from the previous period that has a figure; percentage points for percents.

    `predecessors` names the units whose figures make up the past, where it is not the unit's own.
    """

    period: Period
    as_of: date
    value: Number
    difference: Number
    predecessors: tuple[Identifier, ...] = ()


class Baseline(Fact):
    """Difference from the figure that a programme started from."""

    programme: Identifier
    as_of: date
    value: Number
    difference: Number


class Evaluation(Measured):
    """Everything scoring knows of one figure.

    `sequence` grows with each evaluation of the series: the higher one wins, whatever the order of arrival.
    `how` says where the figure comes from: submitted by the unit, or computed from its members' figures, of which
    `counted` of `expected` have one. `causes` are the ids of the metric.submitted events it rests on; those of a
    computed total include the unit's own submission, which it stands in place of.
    A figure owed until `due` and not received is `missing`; `timeliness` says whether it came in time.
    `incomparable` says why there is a past but no change.
    """

    sequence: int
    how: Literal["submitted", "sum", "ratio_of_sums"] = "submitted"
    counted: int | None = None
    expected: int | None = None
    verdicts: tuple[Verdict, ...] = ()
    change: Change | None = None
    incomparable: Incomparable | None = None
    baselines: tuple[Baseline, ...] = ()
    due: date | None = None
    timeliness: Literal["on_time", "late"] | None = None
    causes: tuple[UUID, ...] = ()

    @property
    def series(self) -> SeriesKey:
        return self.key.series


class VerdictChange(Fact):
    """A verdict flipped for the latest figure of a series, under one programme.

    `previous` and `current` are None where no target of the programme applied or there was nothing to count.
    `deadline_passed` says that a figure owed to the programme is missing; `received`, that it has come.
    """

    evaluation: Evaluation
    programme: Identifier
    previous: Word | None
    current: Word | None
    reason: Literal[
        "fell_behind", "recovered", "corrected", "no_activity", "target_ended", "deadline_passed", "received"
    ]
