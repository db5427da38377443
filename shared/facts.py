"""What events state: figures, evaluations, verdicts, rankings, alerts; frozen, with decimals written as strings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from shared.figures import FigureKey, SeriesKey, Status, dimension_text, plain

Number = Annotated[
    Decimal, Field(allow_inf_nan=False), PlainSerializer(plain, return_type=str, when_used="json-unless-none")
]
Period = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=120)]


class Fact(BaseModel):
    """A frozen part of an event; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Measured(Fact):
    """A figure and what it measures: `value` is set exactly when the status is reported.

    Percents are 0-100. Where numerator and denominator are known, `value` is their exact ratio to twelve decimals.
    """

    unit: Identifier
    indicator: Identifier
    dimension: dict[str, str] = {}
    period: Period
    window_start: date | None = None
    as_of: date
    status: Literal[Status.REPORTED, Status.NO_ACTIVITY] = Status.REPORTED
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    revision: Annotated[int, Field(ge=1)] = 1

    @property
    def key(self) -> FigureKey:
        return FigureKey(self.unit, self.indicator, dimension_text(self.dimension), self.period)


class Figure(Measured):
    """A figure as accepted."""


class Verdict(Fact):
    """One target applied to one figure: met or not, and by how much (positive: to the good side)."""

    programme: Identifier
    target: str
    target_version: str
    comparator: Literal[">=", ">", "<=", "<"]
    threshold: Number
    legal_basis: str
    verdict: Literal["met", "not_met"]
    gap: Number


class Change(Fact):
    """Difference from the unit's previous period that has a figure; percentage points for percents."""

    period: Period
    as_of: date
    value: Number
    difference: Number


class Evaluation(Measured):
    """Everything scoring knows of one figure.

    `sequence` grows with each evaluation of the series: the higher one wins, whatever the order of arrival.
    `how` says where the figure comes from: submitted by the unit, or computed from its members' figures, of which
    `counted` of `expected` have one. `causes` are the ids of the metric.submitted events it rests on.
    """

    sequence: int
    how: Literal["submitted", "sum", "ratio_of_sums"] = "submitted"
    counted: int | None = None
    expected: int | None = None
    verdicts: tuple[Verdict, ...] = ()
    change: Change | None = None
    causes: tuple[UUID, ...] = ()

    @property
    def series(self) -> SeriesKey:
        return self.key.series


class VerdictChange(Fact):
    """A verdict flipped for the latest figure of a series, under one programme.

    `previous` and `current` are None where no target of the programme applied or there was nothing to count.
    """

    evaluation: Evaluation
    programme: Identifier
    previous: Literal["met", "not_met"] | None
    current: Literal["met", "not_met"] | None
    reason: Literal["fell_behind", "recovered", "corrected", "no_activity", "target_ended"]


class Place(Fact):
    """A unit's place within its level; equal figures share it (1, 2, 2, 4)."""

    unit: Identifier
    level: str
    rank: int


class Ranking(Fact):
    """The places of all units that reported one indicator (and dimension) in one period."""

    indicator: Identifier
    dimension: dict[str, str] = {}
    period: Period
    sequence: int
    places: tuple[Place, ...]


class AlertFact(Fact):
    """An alert that opened or closed."""

    alert: str
    unit: Identifier
    indicator: Identifier
    dimension: dict[str, str] = {}
    programme: Identifier
    period: Period
    since: date
    reason: str
