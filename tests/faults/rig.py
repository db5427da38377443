"""The real product between real servers, every connection through a line that a test can break."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.faults.effects import Effects, Journal, Query, accepted_last, is_still, look, on_postgres, on_sqlite
from tests.faults.ledger import Finding, Ledger
from tests.faults.lines import Line, Lines
from tests.faults.load import Load
from tests.faults.mails import mail_findings
from tests.servers import Broker, Postgres
from tests.servers.ports import free_port
from tests.smtp_receiver import Receiver, receiving
from tests.system.product import SERVICES, Product, eventually

#: what the invariants promise, in seconds
PROGRESS, COMPLETE, END = 30.0, 60.0, 30.0
SETTINGS = {
    "NHIPSO_OVERDUE_SECONDS": "10",
    "NHIPSO_REQUESTS_PER_MINUTE": "1000000",
    "NHIPSO_ALERT_QUIET_SECONDS": "1",
    "NHIPSO_ALERT_LONGEST_WAIT_SECONDS": "3",
}


@dataclass
class Installation(Product):
    """The product with other addresses for each of its processes."""

    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    killed: int = 0

    def start_one(self, name: str) -> None:
        common = dict(self.extra)
        self.extra.update(self.addresses.get(name, {}))
        try:
            super().start_one(name)
        finally:
            self.extra.clear()
            self.extra.update(common)

    def start_all(self) -> None:
        """Start every process that does not run."""
        for name in ["all"] if self.embedded else SERVICES:
            if name not in self.processes:
                self.start_one(name)
        for name in list(self.processes):
            self.wait_ready(name)

    def kill(self, name: str, how: int = signal.SIGKILL) -> int:
        """End one process and wait for that; returns its exit code."""
        process = self.processes.pop(name)
        self.killed += how == signal.SIGKILL
        process.send_signal(how)
        return process.wait(40)


@dataclass
class Row:
    """What a fault did: the table of the report."""

    fault: str
    accepted: int = 0
    repeated: int = 0
    found: Counter[str] = field(default_factory=Counter)
    progress: float = 0.0
    complete: float = 0.0
    ended: float = 0.0

    def line(self) -> str:
        """The row as it is printed."""
        counts = [self.accepted, self.repeated, *(self.found[kind] for kind in ("missing", "double", "wrong", "dead"))]
        times = [f"{seconds:.1f} s" for seconds in (self.progress, self.complete, self.ended)]
        return ("{:<58}" + "{:>9}" * 9).format(self.fault[:57], *counts, *times)


@dataclass
class Rig:
    """Everything a fault test has in its hands."""

    product: Installation
    lines: Lines
    load: Load
    query: Query
    receiver: Receiver
    broker: Broker | None = None
    postgres: Postgres | None = None
    ledger: Ledger = field(default_factory=Ledger)
    journal: Journal | None = None
    clean: bool = True
    table: list[Row] = field(default_factory=list)

    @property
    def rabbitmq(self) -> Broker:
        assert self.broker is not None
        return self.broker

    @property
    def database(self) -> Postgres:
        assert self.postgres is not None
        return self.postgres

    def line(self, name: str) -> Line:
        return self.lines[name]

    def effects(self) -> Effects:
        if self.journal is None:
            self.journal = Journal(self.query)
        return look(self.query, self.journal)

    def findings(self) -> list[Finding]:
        """What the ledger finds now."""
        effects = self.effects()
        complaints = [Finding("wrong", complaint) for complaint in self.load.complaints]
        return [
            *complaints,
            *self.ledger.findings(effects),
            *mail_findings(self.ledger, effects, self.receiver, killed=self.product.killed > 0),
        ]

    @contextmanager
    def fault(self, name: str, *, ends: str | None = None, patience: float = COMPLETE) -> Iterator[Row]:
        """Break something inside this block, under load; lines mend at its end. Then all must come right.

        `ends` is the process that must also end in order afterwards; by default each has its turn.
        """
        row = Row(name)
        self.table.append(row)
        self.clean = False
        self.product.start_all()
        before, repeated = len(self.ledger.accepted), self.load.repeats
        self.load.start()
        try:
            self.await_progress(PROGRESS)
            yield row
            self.lines.heal()
            mended = time.monotonic()
            self.product.start_all()
            self.await_progress(PROGRESS)
            row.progress = time.monotonic() - mended
        finally:
            self.lines.heal()
            self.load.stop()
        row.accepted, row.repeated = len(self.ledger.accepted) - before, self.load.repeats - repeated
        self.await_clean(row, patience)
        row.complete = time.monotonic() - mended
        self.end(row, ends or list(self.product.processes)[len(self.table) % len(self.product.processes)])
        self.clean = True

    def await_progress(self, patience: float) -> None:
        """Wait until figures accepted from now on have gone through to the report."""
        since = time.monotonic()
        goal: list[str] = []

        def through() -> bool:
            newest = self.ledger.newest()
            if newest is not None and newest.at > since and not goal:
                goal.append(newest.event_id)
            return bool(goal) and accepted_last(self.query, "scoring.metric", goal[0]) and self.reported(goal[0])

        eventually(through, "figures go through all services", patience)

    def reported(self, event_id: str) -> bool:
        """Whether the report has an evaluation that is as new as this figure's."""
        cell = self.ledger.accepted[event_id].cell
        where = f"unit = '{cell.unit}' and indicator = '{cell.indicator}' and period = '{cell.period}'"
        numbers = [self.query(s, f"select sequence from evaluation where {where}") for s in ("scoring", "report")]  # noqa: S608
        return bool(numbers[0]) and numbers[0] == numbers[1]

    def await_clean(self, row: Row, patience: float) -> None:
        """Wait until the ledger finds nothing."""
        until = time.monotonic() + patience
        while not is_still(self.query) and time.monotonic() < until:
            time.sleep(0.2)
        while (found := self.findings()) and time.monotonic() < until:
            time.sleep(0.5)
        row.found = Counter(finding.kind for finding in found)
        assert not found, f"{row.fault}: {dict(row.found)}, as\n" + "\n".join(map(str, found[:12]))

    def end(self, row: Row, name: str) -> None:
        """SIGTERM ends a process in order and in time."""
        began = time.monotonic()
        code = self.product.kill(name, signal.SIGTERM)
        row.ended = time.monotonic() - began
        assert code == 0, f"{name} ended {code}"
        assert row.ended < END

    def await_recorded(self) -> None:
        """Wait until scoring has committed something that was accepted after now."""
        since = time.monotonic()

        def recorded() -> bool:
            newest = self.ledger.newest()
            if newest is None or newest.at <= since:
                return False
            return accepted_last(self.query, "scoring.metric", newest.event_id)

        self.await_true(recorded, "a commit of scoring")

    def losses(self) -> int:
        """How often a process has said so far that the broker was gone, or silent for too long."""
        return sum(self.product.log_of(service).count("lost the broker") for service in SERVICES)

    @contextmanager
    def unswept(self) -> Iterator[None]:
        """Within the block nothing is offered again for being late, in a fault that ends scoring, which sweeps."""
        own = self.product.addresses["scoring"]
        own["NHIPSO_OVERDUE_SECONDS"] = "600"
        if "scoring" in self.product.processes:
            self.product.kill("scoring", signal.SIGTERM)
        try:
            yield
        finally:
            del own["NHIPSO_OVERDUE_SECONDS"]

    def metric(self, service: str, name: str) -> float:
        """The sum of a metric of one process over its labels."""
        url = f"{self.product.ops_url(service)}/metrics"
        # A busy process may let a request go unanswered: that is no figure of nothing.
        text = eventually(lambda: (answer := httpx.get(url, timeout=30)).is_success and answer.text, "metrics", 30)
        lines = (line for line in text.splitlines() if line.startswith(name))
        return sum(float(line.rpartition(" ")[2]) for line in lines)

    def await_true(self, what: Callable[[], Any], why: str, patience: float = 30.0) -> None:
        eventually(what, why, patience)

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements on PostgreSQL itself, past the lines; returns the rows of the last."""
        rows: list[tuple[Any, ...]] = []
        with psycopg.connect(self.database.url(), connect_timeout=30) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def cut_sessions(self) -> None:
        """Reset every connection to PostgreSQL, so that each must be made anew."""
        for line in self.lines.of(".pg"):
            line.set("reset")
            line.set("pass")


@contextmanager
def on_servers(folder: Path, seed: int = 1) -> Iterator[Rig]:
    """Four processes on a RabbitMQ and a PostgreSQL of their own."""
    with ExitStack() as stack:
        broker, postgres = stack.enter_context(closing(Broker())), stack.enter_context(closing(Postgres()))
        broker.launch()
        postgres.start()
        broker.await_ready()
        lines, receiver = stack.enter_context(Lines()), stack.enter_context(receiving())
        product = Installation(folder, postgres.url(), broker.url(), dict(SETTINGS))
        product.extra["NHIPSO_MAIL_URL"] = f"smtp://127.0.0.1:{lines.open('smtp', receiver.port).port}"
        for service in SERVICES:
            amqp, sql = lines.open(f"{service}.amqp", broker.port), lines.open(f"{service}.pg", postgres.port)
            product.addresses[service] = {
                "NHIPSO_BROKER_URL": broker.url().replace(str(broker.port), str(amqp.port)),
                "NHIPSO_DATABASE_URL": postgres.url().replace(str(postgres.port), str(sql.port)),
            }
        product.run("db", "upgrade")
        product.run("topology", "apply")
        load = Load(lines.open("http", product.http_port).port, product.create_key(), Ledger(), seed)
        yield from _rig(Rig(product, lines, load, on_postgres(postgres.url()), receiver, broker, postgres, load.ledger))


@contextmanager
def embedded(folder: Path, seed: int = 1) -> Iterator[Rig]:
    """One process on SQLite."""
    with ExitStack() as stack:
        lines, receiver = stack.enter_context(Lines()), stack.enter_context(receiving())
        data = folder / "data"
        product = Installation(folder, f"sqlite:///{data}", extra=dict(SETTINGS), http_port=free_port())
        product.extra["NHIPSO_MAIL_URL"] = f"smtp://127.0.0.1:{lines.open('smtp', receiver.port).port}"
        product.run("db", "upgrade")
        load = Load(lines.open("http", product.http_port).port, product.create_key(), Ledger(), seed)
        yield from _rig(Rig(product, lines, load, on_sqlite(data), receiver, ledger=load.ledger))


def _rig(rig: Rig) -> Iterator[Rig]:
    try:
        yield rig
    finally:
        for process in rig.product.processes.values():
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
