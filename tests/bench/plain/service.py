"""Scoring as nameko's documentation would have it written: what the product is measured against.

One `@event_handler` call, one transaction and one acknowledgement for every message; one confirmed, persistent publish
for every event that follows, by nameko's own EventDispatcher. Nothing holds it back: it has the product's rules and
tables with their indexes, the product's driver and connection pool; statements that the driver prepares; rows looked up
by their keys, not through a batch's JSON; ten handlers at a time, nameko's default. It keeps neither inbox nor outbox,
so it does less than the product. It locks the family of a figure, as the product does: without that, ten handlers make
wrong totals of each other's figures. Its queue is a quorum queue, which `@event_handler` cannot ask for itself.
"""

from __future__ import annotations

from typing import Any

from nameko.events import EventDispatcher, EventHandler

from services.scoring.handlers import judge
from shared.events import MetricSubmitted
from shared.parts import GivenParts
from tests.bench.plain.store import PlainStore

INGEST, SUBMITTED = "ingest", "metric_submitted"


class QuorumEventHandler(EventHandler):  # type: ignore[misc]  # nameko is untyped
    """nameko's event handler with the arguments of its queue set."""

    def setup(self) -> None:
        super().setup()
        self.queue.queue_arguments = {"x-queue-type": "quorum"}


event_handler = QuorumEventHandler.decorator


class PlainScoring:
    """Judges every submitted figure, one at a time."""

    name = "scoring"
    parts = GivenParts()
    dispatch = EventDispatcher()

    @event_handler(INGEST, SUBMITTED)  # type: ignore[untyped-decorator]
    def judge(self, payload: dict[str, Any]) -> None:
        event = MetricSubmitted.model_validate(payload)
        with self.parts.database.write() as tx:
            store = PlainStore(tx)
            judge([event], store, self.parts.catalogue, self.parts.clock())
        for announced in store.announced:
            self.dispatch(announced.type, announced.model_dump(mode="json"))
