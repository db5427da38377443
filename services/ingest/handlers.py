"""What ingest does: accept figures, and note what became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from services.ingest.domain.envelope import Sent
from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.key import Key
from services.ingest.domain.names import Names
from services.ingest.domain.outcome import Outcome, Summary
from services.ingest.domain.revision import Cells, Held
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
from shared.events import ComplianceEvaluated, Event, MetricSubmitted
from shared.facts import Figure
from shared.figures import FigureKey
from shared.wording import say


@dataclass(frozen=True)
class Order:
    """Who sends, and how: all or nothing (`atomic`), only to see what would happen (`dry_run`)."""

    key: Key
    trace: str
    atomic: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Accepted:
    """A figure to be kept, with its place in the request and the sender's own id."""

    index: int
    event: MetricSubmitted
    reference: str | None


@dataclass(frozen=True)
class Answered:
    """The stored answer to a request, and the hash of what was asked."""

    asked: str
    answer: dict[str, Any]


class Store(Protocol):
    """What ingest keeps."""

    def held(self, keys: Collection[FigureKey], *, lock: bool) -> dict[FigureKey, Held]: ...
    def known(self, source: str, references: Collection[str]) -> dict[str, Held]: ...
    def keep(self, key: Key, summary: Summary, accepted: Sequence[Accepted], now: datetime) -> None: ...
    def announce(self, events: Sequence[Event], now: datetime) -> tuple[int, int]: ...
    def mark_evaluated(self, event_ids: Collection[UUID], now: datetime) -> None: ...
    def answered(self, key: Key, idempotency_key: str) -> Answered | None: ...
    def remember(self, key: Key, idempotency_key: str, answered: Answered, now: datetime) -> bool: ...


def submit(sent: Sequence[Sent], order: Order, store: Store, catalogue: Catalogue, now: datetime) -> Summary:
    """Accept what can be accepted; say of each figure what became of it."""
    today = now.astimezone(BUSINESS_ZONE).date()
    names = Names(catalogue)
    readings = [_read(each, order, names, today) for each in sent]
    outcomes, accepted = _place(readings, order, _cells(readings, order, store), now)
    summary = Summary(tuple(replace(outcome, row=each.row) for outcome, each in zip(outcomes, sent, strict=True)))
    rejected = summary.count("rejected")
    if rejected and (order.atomic or rejected == len(outcomes)):
        return replace(summary, refused=True)
    if order.dry_run:
        return summary
    summary = replace(summary, receipt=uuid4())
    store.keep(order.key, summary, accepted, now)
    return summary


def record_evaluated(events: Sequence[ComplianceEvaluated], store: Store, now: datetime) -> None:
    """Note which figures have been judged."""
    store.mark_evaluated({cause for event in events for cause in event.data.causes}, now)


def earlier_answer(key: Key, idempotency_key: str, asked: str, store: Store) -> dict[str, Any] | None:
    """The answer this request got before. Raises Refused when the key was used for another request."""
    before = store.answered(key, idempotency_key)
    if before is None:
        return None
    if before.asked != asked:
        raise Refused("idempotency-key-reused", say("idempotency-key-elsewhere"))
    return before.answer


def remember_answer(key: Key, idempotency_key: str, answered: Answered, store: Store, now: datetime) -> None:
    """Keep an answer. Raises Refused, undoing the transaction, when the same request finished meanwhile."""
    if not store.remember(key, idempotency_key, answered, now):
        raise Refused("idempotency-key-in-use", say("same-request-runs"))


def _read(sent: Sent, order: Order, names: Names, today: date) -> Draft | list[Refused]:
    if isinstance(sent.item, Refused):
        return [sent.item]
    reading = read_figure(sent.item, names, today)
    if isinstance(reading, list):
        return reading
    try:
        order.key.check_right(reading.figure)
    except Refused as refused:
        return [refused]
    return replace(reading, reference=sent.reference or reading.reference, trace=sent.trace)


def _cells(readings: Sequence[Draft | list[Refused]], order: Order, store: Store) -> Cells:
    drafts = [reading for reading in readings if isinstance(reading, Draft)]
    held = store.held({draft.figure.key for draft in drafts}, lock=not order.dry_run)
    references = {draft.reference for draft in drafts if draft.reference is not None}
    return Cells(held, store.known(order.key.source, references))


def _place(
    readings: Sequence[Draft | list[Refused]], order: Order, cells: Cells, now: datetime
) -> tuple[tuple[Outcome, ...], list[Accepted]]:
    outcomes: list[Outcome] = []
    accepted: list[Accepted] = []
    for index, reading in enumerate(readings):
        if not isinstance(reading, Draft):
            outcomes.append(Outcome(index, "rejected", refusals=tuple(reading)))
            continue
        try:
            placed = cells.place(reading)
        except Refused as refused:
            outcomes.append(Outcome(index, "rejected", reference=reading.reference, refusals=(refused,)))
            continue
        if isinstance(placed, UUID):
            outcomes.append(Outcome(index, "duplicate", placed, reading.reference))
            continue
        event = _event(placed, reading, order, now)
        cells.hold(placed, reading.reference, event.id)
        accepted.append(Accepted(index, event, reading.reference))
        outcomes.append(Outcome(index, "accepted", event.id, reading.reference))
    return tuple(outcomes), accepted


def _event(figure: Figure, draft: Draft, order: Order, now: datetime) -> MetricSubmitted:
    return MetricSubmitted.of(order.key.event_source, figure, time=now, trace=draft.trace or order.trace)
