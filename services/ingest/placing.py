"""What becomes of the figures of requests beside those held: accepted as the next revision, known already, refused."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from services.ingest.domain.figure import Draft
from services.ingest.domain.outcome import Outcome, Summary
from services.ingest.domain.revision import Cells, Held
from services.ingest.orders import Brought, Order, Reading
from shared.errors import Refused
from shared.events import MetricSubmitted
from shared.figures import FigureKey


class Holding(Protocol):
    """The figures accepted so far."""

    def held(self, keys: Collection[FigureKey], *, lock: bool) -> dict[FigureKey, Held]: ...
    def known(self, source: str, references: Collection[str]) -> dict[str, Held]: ...


class Pace(Protocol):
    """Goes through work of which there may be much."""

    def __call__(self, work: Iterable[Any], /) -> Iterator[Any]: ...


@dataclass(frozen=True)
class Accepted:
    """A figure to be kept, with its place in the request and the sender's own id."""

    index: int
    event: MetricSubmitted
    reference: str | None


@dataclass(frozen=True)
class Placed:
    """What became of one request, and what of it is to be kept."""

    order: Order
    summary: Summary
    accepted: Sequence[Accepted]


@dataclass(frozen=True)
class Around:
    """What is held of the cells that requests are about, and of the ids that their senders gave, by source."""

    held: dict[FigureKey, Held]
    known: dict[str, dict[str, Held]]

    def events(self) -> tuple[dict[FigureKey, UUID], dict[str, dict[str, UUID]]]:
        """The events that it all rests on: while they are the same, so is what follows from them."""
        known = {source: {name: each.event_id for name, each in ids.items()} for source, ids in self.known.items()}
        return {key: each.event_id for key, each in self.held.items()}, known


def look_around(requests: Sequence[Brought], store: Holding, *, lock: bool) -> Around:
    """What is held where these requests want to be placed; with `lock` it stays so until the transaction ends."""
    drafts = [(each.order.key.source, draft) for each in requests for draft in drafts_of(each)]
    references: dict[str, set[str]] = {source: set() for source, _draft in drafts}
    for source, draft in drafts:
        if draft.reference is not None:
            references[source].add(draft.reference)
    held = store.held({draft.figure.key for _source, draft in drafts}, lock=lock)
    return Around(held, {source: store.known(source, names) for source, names in references.items()})


def place(requests: Sequence[Brought], around: Around, now: datetime, pace: Pace = iter) -> list[Placed]:
    """Place the figures of requests in their order. One that is refused as a whole leaves no trace for the next."""
    placed = []
    for request in requests:
        known = around.known.setdefault(request.order.key.source, {})
        cells = Cells(ChainMap({}, around.held), ChainMap({}, known))
        each = _placed(request, cells, now, pace)
        if each.summary.receipt is not None:
            around.held.update(cells.held.maps[0])
            known.update(cells.known.maps[0])
        placed.append(each)
    return placed


def drafts_of(request: Brought) -> list[Draft]:
    """The figures of a request that could be read."""
    return [reading for reading in request.readings if isinstance(reading, Draft)]


def _placed(request: Brought, cells: Cells, now: datetime, pace: Pace) -> Placed:
    outcomes: list[Outcome] = []
    accepted: list[Accepted] = []
    order = request.order
    for index, reading in enumerate(pace(request.readings)):
        outcome, event = _outcome(index, reading, cells, order, now)
        outcomes.append(replace(outcome, row=request.rows[index]))
        if event is not None:
            accepted.append(Accepted(index, event, outcome.reference))
    summary = Summary(tuple(outcomes))
    rejected = summary.count("rejected")
    if rejected and (order.atomic or rejected == len(outcomes)):
        return Placed(order, replace(summary, refused=True), [])
    return Placed(order, summary if order.dry_run else replace(summary, receipt=uuid4()), accepted)


def _outcome(
    index: int, reading: Reading, cells: Cells, order: Order, now: datetime
) -> tuple[Outcome, MetricSubmitted | None]:
    if not isinstance(reading, Draft):
        return Outcome(index, "rejected", refusals=tuple(reading)), None
    try:
        placed = cells.place(reading)
    except Refused as refused:
        return Outcome(index, "rejected", reference=reading.reference, refusals=(refused,)), None
    if isinstance(placed, UUID):
        return Outcome(index, "duplicate", placed, reading.reference), None
    trace = reading.trace or order.trace
    event = MetricSubmitted.of(order.key.event_source, placed, time=now, trace=trace)
    cells.hold(placed, reading.reference, event.id)
    return Outcome(index, "accepted", event.id, reading.reference), event
