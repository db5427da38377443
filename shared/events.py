"""Every event the services exchange: CloudEvents 1.0, one frozen model each.

The `id` of an event is a UUID made from what it states (see docs/decisions/0003-event-identity.md): the same fact
always has the same id, so a repeated event is recognised wherever it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from shared.facts import (
    AlertFact,
    Doubts,
    Evaluation,
    Figure,
    IndexScore,
    PublishedEdition,
    Ranking,
    Receipt,
    Sending,
    TaskState,
    VerdictChange,
)

Recency = Literal["latest", "overtaken", "past"]
NAMESPACE = UUID("5f1c3f0e-8a0b-5d0e-9b1e-6e6869707375")


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
        cls,
        source: str,
        data: Any,
        *,
        time: datetime,
        subject: str | None = None,
        trace: str | None = None,
        **extensions: Any,
    ) -> Self:
        """Make the event that states `data`, its id derived from type, source and data; its extensions are no part."""
        kind = cls.model_fields["type"].default
        unit = subject if subject is not None else getattr(data, "unit", "")
        told = {"source": source, "subject": unit, "time": time, "traceparent": trace, **extensions}
        return cls(id=event_id(kind, source, data), data=data, **told)


class MetricSubmitted(Event):
    """A figure was accepted by ingest."""

    type: Literal["vn.nhipso.metric.submitted.v1"] = "vn.nhipso.metric.submitted.v1"
    data: Figure


class ComplianceEvaluated(Event):
    """A figure was judged, or judged again because something changed; `acceptedtime` is of what was sent in.

    `recency` says how it stood in its series then: the latest, overtaken by one judged together with it, or of a period
    past already.
    """

    type: Literal["vn.nhipso.compliance.evaluated.v1"] = "vn.nhipso.compliance.evaluated.v1"
    acceptedtime: AwareDatetime | None = None
    recency: Recency | None = None
    data: Evaluation


class ComplianceChanged(Event):
    """The verdict on the latest figure of a series flipped; with `recency`, those judged after it say theirs, too."""

    type: Literal["vn.nhipso.compliance.changed.v1"] = "vn.nhipso.compliance.changed.v1"
    acceptedtime: AwareDatetime | None = None
    recency: Literal["latest"] | None = None
    data: VerdictChange


class RankingComputed(Event):
    """The places of units were computed anew."""

    type: Literal["vn.nhipso.ranking.computed.v1"] = "vn.nhipso.ranking.computed.v1"
    data: Ranking


class FigureDoubted(Event):
    """What is implausible about a figure was found, changed or settled."""

    type: Literal["vn.nhipso.figure.doubted.v1"] = "vn.nhipso.figure.doubted.v1"
    data: Doubts


class TaskChanged(Event):
    """A unit's task is due soon, overdue or done."""

    type: Literal["vn.nhipso.task.changed.v1"] = "vn.nhipso.task.changed.v1"
    data: TaskState


class IndexComputed(Event):
    """A unit's points in an index were computed anew."""

    type: Literal["vn.nhipso.index.computed.v1"] = "vn.nhipso.index.computed.v1"
    data: IndexScore


class AlertOpened(Event):
    """A unit is behind on something."""

    type: Literal["vn.nhipso.alert.opened.v1"] = "vn.nhipso.alert.opened.v1"
    data: AlertFact


class AlertClosed(Event):
    """A unit is no longer behind on it."""

    type: Literal["vn.nhipso.alert.closed.v1"] = "vn.nhipso.alert.closed.v1"
    data: AlertFact


class AlertAcknowledged(Event):
    """A unit has answered an alert, with its plan and the day it promises, or answered it anew."""

    type: Literal["vn.nhipso.alert.acknowledged.v1"] = "vn.nhipso.alert.acknowledged.v1"
    data: AlertFact


class AlertEscalated(Event):
    """A superior of the unit was told of an alert."""

    type: Literal["vn.nhipso.alert.escalated.v1"] = "vn.nhipso.alert.escalated.v1"
    data: AlertFact


class BulletinPublished(Event):
    """An edition of the bulletin was issued, for the first time or again under its number."""

    type: Literal["vn.nhipso.bulletin.published.v1"] = "vn.nhipso.bulletin.published.v1"
    data: PublishedEdition


class FiguresSent(Event):
    """A message of figures came from a system outside; no service announces it."""

    type: Literal["vn.nhipso.figures.sent.v1"] = "vn.nhipso.figures.sent.v1"
    data: Sending


class ReceiptIssued(Event):
    """What became of a message of figures, for its sender."""

    type: Literal["vn.nhipso.receipt.issued.v1"] = "vn.nhipso.receipt.issued.v1"
    data: Receipt


EVENTS: Mapping[str, type[Event]] = {
    str(event.model_fields["type"].default): event
    for event in (
        MetricSubmitted,
        ComplianceEvaluated,
        ComplianceChanged,
        RankingComputed,
        FigureDoubted,
        TaskChanged,
        IndexComputed,
        AlertOpened,
        AlertClosed,
        AlertAcknowledged,
        AlertEscalated,
        FiguresSent,
        ReceiptIssued,
        BulletinPublished,
    )
}


def event_id(kind: str, source: str, data: BaseModel) -> UUID:
    """The id of the event that states `data`: equal facts from one source have equal ids."""
    stated = json.dumps(data.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return uuid5(NAMESPACE, f"{kind}\n{source}\n{stated}")
