"""What nobody can beat: taking the messages without work, and copying the rows without rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import psycopg

from shared.events import MetricSubmitted
from shared.messaging.topology import SCORING_METRIC
from shared.messaging.wire import BATCH, decode
from tests.bench.place import Place
from tests.bench.scoring import Packing


def consume(
    place: Place, events: Sequence[MetricSubmitted], packing: Packing, look: Callable[[bytes], object]
) -> dict[str, float]:
    """Take every message of a filled queue and acknowledge many at once."""
    with place.queue(SCORING_METRIC.queue) as queue:
        messages = packing(events)
        queue.fill(messages)
        return {"events_per_second": len(events) / queue.empty(len(messages), look)}


def no_look(_body: bytes) -> None:
    """Leave the message unread."""


def read(body: bytes) -> None:
    """Read and validate the events of a message."""
    decode(MetricSubmitted, BATCH, body)


def copy(place: Place) -> dict[str, float]:
    """COPY the evaluations of a run into a table of the same shape and key, in one transaction."""
    with psycopg.connect(place.database_url) as connection, connection.cursor() as cursor:
        with cursor.copy("COPY scoring.evaluation TO STDOUT") as source:
            rows = [bytes(row) for row in source]
        cursor.execute("CREATE TABLE scoring.ceiling (LIKE scoring.evaluation INCLUDING ALL)")
        connection.commit()
        started = time.perf_counter()
        with cursor.copy("COPY scoring.ceiling FROM STDIN") as target:
            target.write(b"".join(rows))
        connection.commit()
        return {"events_per_second": len(rows) / (time.perf_counter() - started)}
