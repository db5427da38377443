"""Where a figure came from: who sent it, when, in which trace, and what it said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from services.ingest.pull.answers import answers_behind
from services.ingest.tables import receipt, submission
from shared.figures import FigureKey

CHUNK = 500
FIGURE = ("unit", "indicator", "dimension", "period", "revision")
TOLD = ("event_id", "source", *FIGURE, "received_at", "receipt_id", "key_id")

WHENCE = ("received_at", "source", "key_id")
STATED = ("status", "value", "numerator", "denominator", "as_of")

_sent = select(submission, receipt.c.key_id).join(receipt, receipt.c.id == submission.c.receipt_id)


def submissions_of(tx: Connection, events: Collection[UUID]) -> list[dict[str, Any]]:
    """The submissions that these metric.submitted events announced, with the figure as accepted; by unit."""
    wanted = sorted(events)
    found = [
        row
        for start in range(0, len(wanted), CHUNK)
        for row in tx.execute(_sent.where(submission.c.event_id.in_(wanted[start : start + CHUNK])))
    ]
    pulled = answers_behind(tx, {row.receipt_id for row in found})
    return [
        {name: str(getattr(row, name)) for name in TOLD}
        | {"value": row.content.get("value"), "trace_id": row.trace_id}
        | _pulled(row, pulled)
        for row in sorted(found, key=lambda row: (row.unit, row.indicator, row.dimension))
    ]


def _pulled(row: Row[Any], answers: Mapping[UUID, Mapping[str, Any]]) -> dict[str, Any]:
    """From which answer of a source the figure was read, and which record of it; nothing for one that was sent."""
    if row.receipt_id not in answers:
        return {}
    answer = dict(answers[row.receipt_id])
    items = answer.pop("items")
    return {"pulled": {**answer, "record": items[row.place]["row"]}}


def revisions_of(tx: Connection, key: FigureKey) -> list[dict[str, Any]]:
    """Everything ever accepted of one figure, oldest first: the figure as stated, who sent it, with which key, when."""
    same = [submission.c[name] == value for name, value in asdict(key).items()]
    rows = tx.execute(_sent.where(*same).order_by(submission.c.revision, submission.c.received_at))
    return [
        {name: str(getattr(row, name)) for name in (*WHENCE, "event_id")}
        | {name: row.content.get(name) for name in STATED}
        | {"revision": row.revision}
        for row in rows
    ]
