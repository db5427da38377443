"""Two databases, a broker, and a process between them that a test starts, kills and looks into."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from sqlalchemy import MetaData, Table, func, select
from sqlalchemy.schema import CreateSchema

from shared.database import Database, open_database
from shared.events import MetricSubmitted
from shared.facts import Figure
from shared.messaging.outbox import announce, put
from shared.messaging.packing import Packed
from shared.messaging.tables import PLUMBING, plumbing_tables
from tests.integration.messaging.effect import effect_columns

NOW = datetime(2023, 3, 1, 8, tzinfo=UTC)
PATCHED = """
import sys, eventlet
eventlet.monkey_patch()
from tests.integration.messaging.counting import main
sys.exit(main())
"""
ROOT = Path(__file__).resolve().parents[3]
#: a process that is told to end and takes longer hangs
SOON = 20.0
LONGEST = 120.0


def submitted(number: int, unit: str = "so-tttt") -> MetricSubmitted:
    figure = Figure(
        unit=unit, indicator="i", period="2023-02", as_of=date(2023, 3, 1), value=Decimal(number), revision=number + 1
    )
    return MetricSubmitted.of("/sources/test", figure, time=NOW)


@dataclass
class Stage:
    """Where a test plays. `broker` and `database` are URLs."""

    broker: str
    database: str
    folder: Path
    patience: float = 2.0
    may_die: bool = False
    process: subprocess.Popen[bytes] | None = None
    databases: dict[str, Database] = field(default_factory=dict)

    def __enter__(self) -> Self:
        for name in ("ingest", "scoring"):
            database = self.databases[name] = open_database(name, self.database)
            metadata = MetaData()
            plumbing_tables(metadata)
            Table("effect", metadata, *effect_columns())
            with database.write() as tx:
                if tx.dialect.name == "postgresql":
                    tx.execute(CreateSchema(name, if_not_exists=True))
                metadata.create_all(tx)
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for database in self.databases.values():
            database.close()

    @property
    def fixed(self) -> Path:
        """While this file is there, no unit makes trouble."""
        return self.folder / "fixed"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-c", PATCHED, "--broker", self.broker, "--database", self.database]
        environ = {
            "PYTHONPATH": str(ROOT),
            "PSYCOPG_WAIT_FUNC": "wait_selector",
            "COUNTING_FIXED": str(self.fixed),
            "PATH": "/usr/bin:/bin",
        }
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--patience", str(self.patience)], env=environ, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """As with kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self, within: float = SOON) -> int:
        """As with SIGTERM; returns the exit code. Raises TimeoutExpired when that takes longer than `within`."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within)

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def announce(self, events: Sequence[MetricSubmitted], each: int = 0) -> None:
        """Announce in one transaction, or in several of `each` events."""
        for start in range(0, len(events), each or len(events)):
            with self.databases["ingest"].write() as tx:
                announce(tx, events[start : start + (each or len(events))], NOW)

    def post(self, message: Packed) -> None:
        with self.databases["ingest"].write() as tx:
            put(tx, [message], NOW)

    def effects(self) -> dict[str, int]:
        """How many events were applied, and the highest number of times one was."""
        effect = Table("effect", MetaData(), *effect_columns())
        with self.databases["scoring"].read() as tx:
            events, times = tx.execute(select(func.count(), func.max(effect.c.times))).one()
        return {"events": events, "times": times or 0}

    def dead(self) -> list[Any]:
        with self.databases["scoring"].read() as tx:
            return list(tx.execute(select(PLUMBING.dead)).all())

    def messages_done(self) -> int:
        with self.databases["scoring"].read() as tx:
            return int(tx.execute(select(func.count()).select_from(PLUMBING.inbox_message)).scalar_one())

    def await_applied(self, events: int) -> None:
        self.await_true(lambda: self.effects()["events"] >= events, f"{events} events")

    def await_true(self, holds: Callable[[], bool], what: str, longest: float = LONGEST) -> None:
        end = time.monotonic() + longest
        while not holds():
            assert self.may_die or not self.died(), self.log[-6000:]
            assert time.monotonic() < end, f"no {what}: {self.effects()} applied\n{self.log[-6000:]}"
            time.sleep(0.05)
