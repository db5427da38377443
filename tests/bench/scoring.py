"""The scoring process of the product on a queue filled with figures, in batched messages or in single ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import psycopg

from shared.events import MetricSubmitted
from shared.messaging.packing import Packed, pack
from shared.messaging.topology import SCORING_METRIC
from tests.bench.cost import Servers
from tests.bench.drain import drain
from tests.bench.place import Place
from tests.bench.work import chunks
from tests.system.product import Product

DONE = """
    SELECT (SELECT count(*) FROM scoring.observation) >= %s
       AND NOT EXISTS (SELECT FROM scoring.outbox WHERE sent_at IS NULL)
"""
ANNOUNCED = "SELECT sum(event_count) FROM scoring.outbox"

Packing = Callable[[Sequence[MetricSubmitted]], list[Packed]]
Start = Callable[[Product], None]


def as_ingest_sends(events: Sequence[MetricSubmitted]) -> list[Packed]:
    """What arrives when senders post a thousand figures at once."""
    return [message for chunk in chunks(events) for message in pack(chunk)]


def one_by_one(events: Sequence[MetricSubmitted]) -> list[Packed]:
    """What arrives when senders post single figures."""
    return [message for event in events for message in pack([event])]


def _start(product: Product) -> None:
    product.start_one("scoring")


def score(
    place: Place, events: Sequence[MetricSubmitted], packing: Packing, servers: Servers, start: Start = _start
) -> dict[str, float]:
    """Fill the queue, start the scoring process and measure until the broker has everything it announces."""
    product = place.product()
    with place.queue(SCORING_METRIC.queue) as queue, psycopg.connect(place.database_url, autocommit=True) as look:
        queue.fill(packing(events))
        start(product)
        try:
            pid = product.processes["scoring"].pid
            found = drain(queue, len(events), pid, servers, lambda: bool(_one(look, DONE, len(events))))
        except AssertionError as error:
            raise AssertionError(f"{error}: {product.log_of('scoring')[-2000:]}") from error
        finally:
            product.stop()
        return found | {"announced_per_1000": float(_one(look, ANNOUNCED)) / len(events) * 1000}


def _one(look: psycopg.Connection, query: str, *values: object) -> float:
    row = look.execute(query, values).fetchone()
    return 0 if row is None else row[0]
