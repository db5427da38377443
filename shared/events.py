"""Every event the services exchange: CloudEvents 1.0, one frozen model each.

The `id` of an event is a UUID made from what it states (see docs/decisions/0003-event-identity.md): the same fact
always has the same id, so a repeated event is recognised wherever it comes from.
Figures are decimals, written as strings on the wire.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from shared.figures import FigureKey, SeriesKey, Status, dimension_text, plain

NAMESPACE = UUID("5f1c3f0e-8a0b-5d0e-9b1e-6e6869707375")

Number = Annotated[
    Decimal, Field(allow_inf_nan=False), PlainSerializer(plain, return_type=str, when_used="json-unless-none")
]
Period = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=120)]


class Fact(BaseModel):
    """A frozen part of an event; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Fact):
    """A figure as accepted: `value` is set exactly when the status is reported.

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


class Evaluation(Fact):
    """Everything scoring knows of one figure.

    `sequence` grows with each evaluation of the series: the higher one wins, whatever the order of arrival.
    `how` says where the figure comes from: submitted by the unit, or computed from its members' figures, of which
    `counted` of `expected` have one. `causes` are the ids of the metric.submitted events it rests on.
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
    revision: int = 1
    sequence: int
    how: Literal["submitted", "sum", "ratio_of_sums"] = "submitted"
    counted: int | None = None
    expected: int | None = None
    verdicts: tuple[Verdict, ...] = ()
    change: Change | None = None
    causes: tuple[UUID, ...] = ()

    @property
    def key(self) -> FigureKey:
        return FigureKey(self.unit, self.indicator, dimension_text(self.dimension), self.period)

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


class Event(BaseModel):
    """CloudEvents 1.0 context attributes, with the W3C trace context as extension."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    type: str
    subject: str
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    traceparent: str | None = None
    data: Any

    @classmethod
    def of(
        cls, source: str, data: Any, *, time: datetime, subject: str | None = None, trace: str | None = None
    ) -> Self:
        """Make the event that states `data`, its id derived from type, source and data."""
        kind = cls.model_fields["type"].default
        unit = subject if subject is not None else getattr(data, "unit", "")
        return cls(  # type: ignore[call-arg]  # every event fixes its own type
            id=event_id(kind, source, data), source=source, subject=unit, time=time, traceparent=trace, data=data
        )


class MetricSubmitted(Event):
    """A figure was accepted by ingest."""

    type: Literal["vn.nhipso.metric.submitted.v1"] = "vn.nhipso.metric.submitted.v1"
    data: Figure


class ComplianceEvaluated(Event):
    """A figure was judged, or judged again because something it rests on changed."""

    type: Literal["vn.nhipso.compliance.evaluated.v1"] = "vn.nhipso.compliance.evaluated.v1"
    data: Evaluation


class ComplianceChanged(Event):
    """The verdict on the latest figure of a series flipped."""

    type: Literal["vn.nhipso.compliance.changed.v1"] = "vn.nhipso.compliance.changed.v1"
    data: VerdictChange


class RankingComputed(Event):
    """The places of units were computed anew."""

    type: Literal["vn.nhipso.ranking.computed.v1"] = "vn.nhipso.ranking.computed.v1"
    data: Ranking


class AlertOpened(Event):
    """A unit is behind on something."""

    type: Literal["vn.nhipso.alert.opened.v1"] = "vn.nhipso.alert.opened.v1"
    data: AlertFact


class AlertClosed(Event):
    """A unit is no longer behind on it."""

    type: Literal["vn.nhipso.alert.closed.v1"] = "vn.nhipso.alert.closed.v1"
    data: AlertFact


EVENTS: Mapping[str, type[Event]] = {
    str(event.model_fields["type"].default): event
    for event in (MetricSubmitted, ComplianceEvaluated, ComplianceChanged, RankingComputed, AlertOpened, AlertClosed)
}


def event_id(kind: str, source: str, data: BaseModel) -> UUID:
    """The id of the event that states `data`: equal facts from one source have equal ids."""
    stated = json.dumps(data.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return uuid5(NAMESPACE, f"{kind}\n{source}\n{stated}")
