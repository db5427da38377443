"""How fast a service empties a queue that was full before the service looked."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.bench.cost import Servers, cpu_seconds, megabytes
from tests.bench.queue import Queue

GLANCE_SECONDS = 0.01
PATIENCE_SECONDS = 120


def drain(queue: Queue, events: int, pid: int, servers: Servers, done: Callable[[], bool]) -> dict[str, float]:
    """Watch the service of process `pid` until it is `done` with what waits in the queue; returns what that took.

    Call it before the service has connected: the clock starts when the broker hands over the first message.
    """
    full = queue.waiting()
    _until(lambda: queue.waiting() < full)
    started, cpu, others = time.perf_counter(), cpu_seconds([pid]), servers.cpu_seconds()
    _until(done)
    seconds, thousands = time.perf_counter() - started, events / 1000
    return {
        "events_per_second": events / seconds,
        "cpu_seconds_per_1000": (cpu_seconds([pid]) - cpu) / thousands,
        **servers.spent_per_1000(others, events),
        "memory_mb": megabytes([pid]),
    }


def _until(what: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not what():
        if time.monotonic() > limit:
            raise AssertionError(f"still not after {PATIENCE_SECONDS} s")
        time.sleep(GLANCE_SECONDS)
