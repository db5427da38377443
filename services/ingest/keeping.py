"""The rows that what was accepted becomes; made before the transaction, which then only writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.ingest.answers import STATUSES, item_answer
from services.ingest.domain.audit import Action, Entry
from services.ingest.placing import Accepted, Pace, Placed
from shared.events import MetricSubmitted
from shared.figures import FigureKey
from shared.language import speaking
from shared.messaging.packing import Packed, pack
from shared.trace import trace_id

CELL = ("unit", "indicator", "dimension", "period")

Row = dict[str, Any]


@dataclass(frozen=True)
class Keeping:
    """Everything to be written for some requests; `figures` are in the order in which figures are locked."""

    receipts: list[Row]
    figures: list[Row]
    submissions: list[Row]
    entries: list[Entry]
    messages: list[Packed]


def keeping(placed: Sequence[Placed], now: datetime, pace: Pace = iter) -> Keeping:
    """What is to be written of requests of which something is kept."""
    figures: dict[tuple[str, ...], Row] = {}
    submissions: list[Row] = []
    for each in placed:
        for accepted in pace(each.accepted):
            stated = _stated(accepted)
            figures[tuple(stated[name] for name in CELL)] = stated | {"changed_at": now}
            submissions.append(stated | _submission(each, accepted, now))
    return Keeping(
        receipts=[_receipt(each, now, pace) for each in placed],
        figures=[figures[cell] for cell in sorted(figures)],
        submissions=submissions,
        entries=[_entry(each, now) for each in placed],
        messages=pack(_events(placed), pace),
    )


def cell_of(key: FigureKey) -> tuple[str, str, str, str]:
    """A figure's key as the tables have it."""
    return key.unit, key.indicator, key.dimension, key.period


def _events(placed: Sequence[Placed]) -> Iterator[MetricSubmitted]:
    return (accepted.event for each in placed for accepted in each.accepted)


def _stated(each: Accepted) -> Row:
    """What the tables of figures and of submissions both hold."""
    data = each.event.data
    cell = dict(zip(CELL, cell_of(data.key), strict=True))
    return cell | {"revision": data.revision, "event_id": each.event.id, "content": data.model_dump(mode="json")}


def _submission(placed: Placed, each: Accepted, now: datetime) -> Row:
    return {
        "receipt_id": placed.summary.receipt,
        "source": placed.order.key.source,
        "received_at": now,
        "place": each.index,
        "reference": each.reference,
        "as_of": each.event.data.as_of,
        "trace_id": trace_id(each.event.traceparent),
        "traceparent": each.event.traceparent,
    }


def _receipt(placed: Placed, now: datetime, pace: Pace) -> Row:
    with speaking(placed.order.language):
        items = [item_answer(outcome).model_dump(mode="json") for outcome in pace(placed.summary.outcomes)]
    return {
        "id": placed.summary.receipt,
        "key_id": placed.order.key.id,
        "at": now,
        "items": items,
        **_counts(placed),
    }


def _entry(placed: Placed, now: datetime) -> Entry:
    order = placed.order
    details: Mapping[str, str | int] = {
        "receipt": str(placed.summary.receipt),
        "door": order.door,
        **_counts(placed),
    }
    return Entry(
        Action.FIGURES_ACCEPTED if placed.accepted else Action.FIGURES_REPEATED,
        now,
        actor=order.key.source,
        key_id=order.key.id,
        address=order.address,
        trace_id=trace_id(order.trace) if order.trace else None,
        details={name: value for name, value in details.items() if value != ""},
    )


def _counts(placed: Placed) -> dict[str, int]:
    return {status: placed.summary.count(status) for status in STATUSES}
