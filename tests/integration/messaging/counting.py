"""A small process with a relay, a consumer that counts, and a sweep; run by the tests, which kill it as they like.

What a figure's unit is called decides what handling it does.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import eventlet
import structlog
from nameko.containers import ServiceContainer
from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite

from shared.clock import system_clock
from shared.database import open_database
from shared.errors import DeadLetter, TryLater
from shared.events import MetricSubmitted
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.sweep import Route, Sweep
from shared.messaging.topology import SCORING_METRIC
from shared.parts import GivenParts
from tests.integration.messaging.effect import effect_columns

AT_ONCE = 50
EFFECT = Table("effect", MetaData(), *effect_columns())
FIXED = Path(os.environ.get("COUNTING_FIXED", "/nonexistent"))


def handle(events: Sequence[MetricSubmitted], tx: Connection) -> None:
    """Count each event, unless its unit asks for trouble."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    for event in events:
        _trouble(event.data.unit)
        statement = dialect.insert(EFFECT).values(event_id=event.id, unit=event.data.unit, times=1)
        tx.execute(statement.on_conflict_do_update(index_elements=["event_id"], set_={"times": EFFECT.c.times + 1}))


def _trouble(unit: str) -> None:
    if FIXED.exists():
        return
    if unit == "fatal":
        os.kill(os.getpid(), signal.SIGKILL)
    if unit == "bug":
        raise ValueError("a bug")
    if unit == "hopeless":
        raise DeadLetter("never")
    if unit == "later":
        raise TryLater("not yet")
    if unit == "slow":
        eventlet.sleep(0.005)


class Producer:
    name = "ingest"
    relay = RelayOutbox()


class Counter:
    name = "scoring"
    parts = GivenParts()
    relay = RelayOutbox()

    @consume(SCORING_METRIC, max_messages=AT_ONCE)
    def count(self, events: list[MetricSubmitted]) -> None:
        with self.parts.database.write() as tx:
            handle(unseen(tx, SCORING_METRIC.consumer, events, self.parts.clock()), tx)


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--broker")
    arguments.add_argument("--database")
    arguments.add_argument("--patience", type=float)
    given = arguments.parse_args()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    embedded = given.broker.startswith("memory:")
    databases = {name: open_database(name, given.database) for name in ("ingest", "scoring")}
    containers = [
        ServiceContainer(kind, {"AMQP_URI": given.broker, "parts": _parts(databases[kind.name])})
        for kind in (Producer, Counter)
    ]
    route = Route(databases["ingest"], SCORING_METRIC, databases["scoring"])
    sweep = Sweep([route], timedelta(seconds=given.patience), system_clock, embedded=embedded)
    for container in containers:
        container.start()
    eventlet.spawn_n(sweep.run)

    def end(*_: object) -> None:
        for container in containers:
            eventlet.spawn_n(container.stop)

    signal.signal(signal.SIGTERM, end)
    for container in containers:
        container.wait()
    return 0


def _parts(database: Any) -> Any:
    return SimpleNamespace(database=database, clock=system_clock)


if __name__ == "__main__":
    sys.exit(main())
