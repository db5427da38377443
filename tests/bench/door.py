"""The ingest process at its HTTP door: a thousand figures in a request, and one, over the same few connections."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from tests.bench.cost import Servers, cpu_seconds, megabytes
from tests.bench.place import Place
from tests.bench.work import chunks
from tests.system.product import Product

#: connections that stay open, each sending its next request as soon as the last is answered
CONNECTIONS = 4
ACCEPTED = 202


@dataclass(frozen=True)
class Door:
    """A running ingest process and a key to it."""

    product: Product
    key: str

    @property
    def pid(self) -> int:
        return self.product.processes["ingest"].pid


@contextmanager
def open_door(place: Place) -> Iterator[Door]:
    """The ingest process of a place, with its relay to the broker."""
    product = place.product()
    product.start_one("ingest")
    try:
        product.wait_ready("ingest")
        yield Door(product, product.create_key("bench"))
    finally:
        product.stop()


def knock(door: Door, figures: Sequence[dict[str, Any]], size: int, servers: Servers) -> dict[str, float]:
    """Send the figures, `size` in a request, and measure until the last answer."""
    bodies = [json.dumps(chunk if size > 1 else chunk[0]).encode() for chunk in chunks(figures, size)]
    shares = [bodies[number::CONNECTIONS] for number in range(CONNECTIONS)]
    cpu, others, started = cpu_seconds([door.pid]), servers.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as senders:
        waits = [wait for share in senders.map(lambda share: _send(door, share), shares) for wait in share]
    seconds = time.perf_counter() - started
    percentiles = quantiles(waits, n=100, method="inclusive") if len(waits) > 1 else waits * 99
    return {
        "events_per_second": len(figures) / seconds,
        "cpu_seconds_per_1000": (cpu_seconds([door.pid]) - cpu) / len(figures) * 1000,
        **servers.spent_per_1000(others, len(figures)),
        "memory_mb": megabytes([door.pid]),
        "p50_ms": percentiles[49] * 1000,
        "p99_ms": percentiles[98] * 1000,
    }


def _send(door: Door, bodies: Sequence[bytes]) -> list[float]:
    """Send the bodies one after the other; returns how long each answer took, in seconds."""
    headers = {"Authorization": f"Bearer {door.key}", "Content-Type": "application/json"}
    waits = []
    with closing(http.client.HTTPConnection("127.0.0.1", door.product.http_port, timeout=60)) as connection:
        for body in bodies:
            started = time.perf_counter()
            connection.request("POST", "/v1/figures", body, headers)
            answer = connection.getresponse()
            said = answer.read()
            waits.append(time.perf_counter() - started)
            if answer.status != ACCEPTED:
                raise AssertionError(f"{answer.status}: {said[:500]!r}")
    return waits
