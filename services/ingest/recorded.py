"""The accepted figures as the events that told of them: same ids, times, sources and traces."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, select

from services.ingest.domain.key import event_source
from services.ingest.tables import PLUMBING, receipt, submission
from shared.bulk import among
from shared.events import MetricSubmitted
from shared.facts import Figure

CHUNK = 500
TOLD = (
    submission.c.event_id,
    submission.c.source,
    submission.c.content,
    submission.c.received_at,
    submission.c.trace_id,
    submission.c.traceparent,
    submission.c.evaluated_at,
)


class Recorded(NamedTuple):
    """The event of an accepted figure, and whether it is known to have been judged."""

    event: MetricSubmitted
    judged: bool


def recorded_groups(tx: Connection) -> list[tuple[str, str]]:
    """Every (indicator, period) of which there are figures."""
    found = select(submission.c.indicator, submission.c.period).distinct()
    return sorted((row.indicator, row.period) for row in tx.execute(found))


def recorded(tx: Connection, groups: Collection[tuple[str, str]]) -> list[Recorded]:
    """Every revision ever accepted of the figures of these (indicator, period), in the order of acceptance."""
    columns = [submission.c.indicator, submission.c.period]
    query = among(tx, select(*TOLD), columns, groups).order_by(submission.c.received_at, submission.c.event_id)
    return [Recorded(_event(row), row.evaluated_at is not None) for row in tx.execute(query)]


def underway(tx: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Which of these events are still in the outbox."""
    found: set[UUID] = set()
    for after, until in _spans(tx, sorted(ids)):
        outbox = PLUMBING.outbox
        bodies = select(outbox.c.body).where(outbox.c.seq > after, outbox.c.seq <= until)
        for body in tx.execute(bodies).scalars():
            found.update(UUID(event["id"]) for event in json.loads(body))
    return found & set(ids)


def _spans(tx: Connection, ids: list[UUID]) -> Iterator[tuple[int, int]]:
    """Between which rows of the outbox the events were announced."""
    spans: set[tuple[int, int]] = set()
    for start in range(0, len(ids), CHUNK):
        of_receipts = select(submission.c.receipt_id).where(submission.c.event_id.in_(ids[start : start + CHUNK]))
        rows = select(receipt.c.announced_after, receipt.c.announced_until).where(receipt.c.id.in_(of_receipts))
        spans.update((int(after), int(until)) for after, until in tx.execute(rows))
    yield from sorted(spans)


def _event(row: Row[Any]) -> MetricSubmitted:
    figure = Figure.model_validate(row.content)
    return MetricSubmitted(
        id=row.event_id,
        source=event_source(row.source),
        subject=figure.unit,
        time=row.received_at,
        traceparent=row.traceparent or _continued(row.trace_id, row.event_id),
        data=figure,
    )


def _continued(trace: str | None, event_id: UUID) -> str | None:
    """A part of a trace of which only the id was kept."""
    return None if trace is None else f"00-{trace}-{sha256(event_id.bytes).hexdigest()[:16]}-01"
