"""The negative control: counted by the same rule, nameko's plain event handler loses and doubles events.

If it did not, the suite would prove nothing.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.faults.amqp import Client
from tests.faults.ledger import DOUBLE, MISSING, Finding
from tests.system.product import eventually

EVENTS = 300
QUEUE = "evt-plain_ingest-figure--plain_scoring.apply"
PLAIN = Path(__file__).with_name("plain.py")


@dataclass
class Plain:
    """A plain consumer between a broker and a file of effects."""

    url: str
    file: Path
    outage: Path
    long: Path

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        files = map(str, (self.file, self.outage, self.long))
        command = [sys.executable, "-W", "ignore", str(PLAIN), self.url, *files]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def effects(self) -> Counter[str]:
        with closing(sqlite3.connect(self.file)) as connection:
            return Counter(row[0] for row in connection.execute("select id from effect"))

    def waiting(self) -> int:
        with Client(self.url) as client:
            return client.waiting(QUEUE)

    def publish(self, ids: list[str]) -> None:
        with Client(self.url) as client:
            for one in ids:
                message = client.channel.prepare_message(
                    f'{{"id": "{one}"}}'.encode(),
                    content_type="application/json",
                    content_encoding="utf-8",
                    properties={"delivery_mode": 2},
                )
                client.channel.basic_publish(message, exchange="plain_ingest.events", routing_key="figure")


@pytest.fixture
def plain(rabbitmq_url: str, tmp_path: Path) -> Plain:
    one = Plain(rabbitmq_url, tmp_path / "effects.db", tmp_path / "outage", tmp_path / "long")
    with closing(sqlite3.connect(one.file)) as connection, connection:
        connection.execute("create table effect (id text)")
    with one.running():
        eventually(lambda: _declared(one), "the queue is declared")
    return one


def _applied(plain: Plain, times: int) -> bool:
    """Whether an event was applied so often."""
    return max(plain.effects().values(), default=0) >= times


def _declared(plain: Plain) -> bool:
    try:
        return plain.waiting() == 0
    except Exception:  # noqa: BLE001  # the client has a class of its own for each refusal
        return False


def findings(accepted: list[str], effects: Counter[str]) -> list[Finding]:
    """The ledger's rule: each accepted event has exactly one effect."""
    missing = [Finding(MISSING, one) for one in accepted if not effects[one]]
    return missing + [Finding(DOUBLE, one) for one in accepted if effects[one] > 1]


def test_killed_in_the_middle_the_plain_handler_applies_events_twice(plain: Plain) -> None:
    accepted = [str(number) for number in range(EVENTS)]
    plain.publish(accepted)

    plain.long.touch()
    for goal in (1, 2, 3):
        with plain.running():
            eventually(partial(_applied, plain, goal), f"an event was applied {goal} times")
    plain.long.unlink()
    with plain.running():
        eventually(lambda: set(plain.effects()) == set(accepted), "every event was applied")

    assert {finding.kind for finding in findings(accepted, plain.effects())} == {DOUBLE}


def test_while_the_database_is_away_the_plain_handler_loses_events(plain: Plain) -> None:
    accepted = [str(number) for number in range(EVENTS)]

    plain.outage.touch()
    plain.publish(accepted[:100])
    with plain.running():
        eventually(lambda: not plain.waiting(), "the queue is empty")
        plain.outage.unlink()
        plain.publish(accepted[100:])
        eventually(lambda: plain.effects().total() >= EVENTS - 100, "the later events are applied")

    assert {finding.kind for finding in findings(accepted, plain.effects())} == {MISSING}
