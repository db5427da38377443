"""The per-message service on a queue filled with the same figures, one in a message."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kombu.connection import Connection

from shared.events import Event, MetricSubmitted
from shared.messaging.packing import Packed, event_text
from shared.messaging.topology import FLOW, Subscription
from tests.bench.cost import Servers
from tests.bench.drain import drain
from tests.bench.place import Place
from tests.bench.plain.service import INGEST, SUBMITTED
from tests.system.product import ROOT

QUEUE = f"evt-{INGEST}-{SUBMITTED}--scoring.judge"
QUORUM = {"x-queue-type": "quorum"}
#: as many subscribers as the product's scoring has
SUBSCRIBERS = [subscription for subscription in FLOW if subscription.event is not MetricSubmitted]


def score_plainly(place: Place, events: Sequence[MetricSubmitted], servers: Servers) -> dict[str, float]:
    """Fill the queue, start the process and measure until it has handled every message and published what follows."""
    with Connection(place.broker_url) as connection:  # type: ignore[no-untyped-call]
        _declare(connection.channel())
    with place.queue(QUEUE) as queue:
        queue.fill([_message(event) for event in events], exchange=f"{INGEST}.events", content_type="application/json")
        with _running(place, len(events)) as (process, log):
            found = drain(queue, len(events), process.pid, servers, lambda: _is_done(process, log))
    return found | {"announced_per_1000": _announced(place) / len(events) * 1000}


@contextmanager
def _running(place: Place, count: int) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    log = place.folder / "plain.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.plain", str(count)],
            cwd=ROOT,
            env=place.product().environment,
            stdout=output,
            stderr=output,
        )
    try:
        yield process, log
    finally:
        process.kill()
        process.wait()


def _is_done(process: subprocess.Popen[bytes], log: Path) -> bool:
    said = log.read_text(encoding="utf-8")
    if process.poll() is not None:
        raise AssertionError(f"the per-message service ended: {said[-2000:]}")
    return said.endswith("done\n")


def _declare(channel: Any) -> None:
    for exchange in (f"{INGEST}.events", "scoring.events"):
        channel.exchange_declare(exchange, type="topic", durable=True, auto_delete=False)
    channel.queue_declare(QUEUE, durable=True, auto_delete=False, arguments=QUORUM)
    channel.queue_bind(QUEUE, f"{INGEST}.events", SUBMITTED)
    for subscription in SUBSCRIBERS:
        name = _queue_of(subscription)
        channel.queue_declare(name, durable=True, auto_delete=False, arguments=QUORUM)
        channel.queue_bind(name, "scoring.events", subscription.routing_key)


def _announced(place: Place) -> int:
    """How many events wait, each counted for one of its subscribers."""
    first: dict[type[Event], Subscription] = {each.event: each for each in reversed(SUBSCRIBERS)}
    waiting = 0
    for subscription in first.values():
        with place.queue(_queue_of(subscription)) as queue:
            waiting += queue.waiting()
    return waiting


def _queue_of(subscription: Subscription) -> str:
    return f"evt-scoring-{subscription.routing_key}--{subscription.consumer}"


def _message(event: MetricSubmitted) -> Packed:
    return Packed(event.id, SUBMITTED, event_text(event), 1)
