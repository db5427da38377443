"""How the services stand: their memory, their connections to the broker, what came twice, how long messages waited."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg

from tests.bench.cost import peak_megabytes
from tests.servers.broker import ctl
from tests.system.product import Product

PATIENCE_SECONDS = 600
#: figures that wait for their verdict, messages that nobody has taken yet, and evaluations that report has not
BEHIND = """
    SELECT (SELECT count(*) FROM ingest.submission WHERE evaluated_at IS NULL)
         + (SELECT count(*) FROM scoring.outbox WHERE sent_at IS NULL)
         + abs((SELECT count(*) FROM scoring.evaluation WHERE status <> 'missing')
               - (SELECT count(*) FROM report.evaluation))
"""
#: from the transaction that announced something to the one in which report recorded it
WAITS = """
    SELECT extract(epoch FROM taken.processed_at - told.created_at)::float
    FROM scoring.outbox told JOIN report.inbox_message taken USING (message_id)
    WHERE told.created_at BETWEEN %s AND %s
"""


@dataclass(frozen=True)
class Standing:
    """The most memory of each service so far in megabytes, its connections, and sums of metrics."""

    megabytes: Mapping[str, int]
    connections: frozenset[str] | None
    reconnects: float
    repeated: float

    def lost_since(self, before: Standing) -> int:
        """How many connections of then are gone, or were made anew."""
        gone = (
            0 if self.connections is None or before.connections is None else len(before.connections - self.connections)
        )
        return gone + int(self.reconnects - before.reconnects)


def standing(product: Product, broker_home: str | None) -> Standing:
    """How the services of `product` stand now."""
    return Standing(
        {name: round(peak_megabytes(process.pid)) for name, process in product.processes.items()},
        None if broker_home is None else _connections(Path(broker_home), product.broker_url),
        _metric(product, "nhipso_reconnects_total"),
        _metric(product, "nhipso_events_repeated_total"),
    )


def await_remembered(url: str) -> None:
    """Wait until report knows all that was sent."""
    _until(lambda: _one(url, BEHIND) == 0)


def longest_wait(url: str, since: datetime, until: datetime) -> float | None:
    """Of the messages that scoring announced in this time, how many seconds the last to be recorded took."""
    with psycopg.connect(url) as connection:
        waits = [row[0] for row in connection.execute(WAITS, (since, until))]
    return round(max(waits), 2) if waits else None


def _connections(home: Path, broker_url: str) -> frozenset[str]:
    vhost = urlsplit(broker_url).path.removeprefix("/")
    listed = ctl(home, "list_connections", "vhost", "name").splitlines()
    return frozenset(line for line in listed if line.startswith(f"{vhost}\t"))


def _metric(product: Product, name: str) -> float:
    texts = [httpx.get(f"{product.ops_url(service)}/metrics", timeout=30).text for service in product.processes]
    lines = (line for text in texts for line in text.splitlines() if line.startswith(name))
    return sum(float(line.rpartition(" ")[2]) for line in lines)


def _one(url: str, query: str) -> Any:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        return None if row is None else row[0]


def _until(what: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not what():
        if time.monotonic() > limit:
            raise SystemExit(f"still not after {PATIENCE_SECONDS} s")
        time.sleep(0.2)
