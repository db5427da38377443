"""What judging costs as history grows: a figure, and a batch of all units, at the first month and at the last.

Plausibility looks a year back, so the first months cost less than any later ones: the last months are also compared
with the first that have a year behind them. Alone: `python -m tests.bench.scale [--quick] [--json FILE]`, on SQLite,
and on PostgreSQL where TEST_POSTGRES_URL names it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select, text

from services.scoring.handlers import judge
from services.scoring.store import ScoringStore
from services.scoring.tables import evaluation
from shared.database import Database, open_database
from shared.events import MetricSubmitted
from shared.messaging.tables import PLUMBING
from shared.migrations import upgrade
from tests.bench.big_province import BigProvince, Size
from tests.bench.cost import Servers
from tests.bench.table import columns
from tests.servers.postgres import create_database, drop_database
from tests.servers.session import POSTGRES

FULL, QUICK = Size(), Size(indicators=6, months=12)
#: figures a month that are judged alone
ALONE = 20
#: months at each end that are compared
ENDS = 3
#: the first month that has a whole year before it
YEAR = 12


@dataclass
class Costs:
    """What the transactions of one kind cost in a month, in milliseconds: by the clock, and of CPU.

    What the database server used is counted for all of them together.
    """

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    server: float = 0.0

    def middle(self, measure: str) -> float:
        """What a transaction cost."""
        return median(self.clock) if measure == "ms" else median(self.cpu) + self.server / len(self.cpu)


@dataclass
class Month:
    """What one month cost: batches of all units, and single figures."""

    batches: Costs = field(default_factory=Costs)
    singles: Costs = field(default_factory=Costs)


@dataclass
class Growth:
    """The months on one kind of database, and the most memory that was ever used."""

    database: str
    months: list[Month] = field(default_factory=list)
    evaluations: int = 0
    megabytes: float = 0.0

    def report(self) -> dict[str, Any]:
        """Per kind of transaction the cost at the beginning, after a year and at the end, with the ratios."""
        rows = {
            f"{what}_{measure}": self._ends([getattr(month, what).middle(measure) for month in self.months])
            for what in ("batches", "singles")
            for measure in ("ms", "cpu_ms")
        }
        return {"database": self.database, "evaluations": self.evaluations, "memory_mb": round(self.megabytes), **rows}

    @staticmethod
    def _ends(each: Sequence[float]) -> dict[str, Any]:
        ends = min(ENDS, len(each) // 2)
        # The first month has nothing before it that a figure could be compared with.
        first, last = median(each[1 : 1 + ends]), median(each[-ends:])
        year = median(each[YEAR : YEAR + ends] or each[-1:])
        shown = {
            "first": first,
            "after_a_year": year,
            "last": last,
            "ratio": last / first,
            "ratio_to_year": last / year,
        }
        return {**{name: round(value, 2) for name, value in shown.items()}, "months": [round(one, 2) for one in each]}


def grow(size: Size, postgres_url: str | None) -> Iterator[dict[str, Any]]:
    """Measure on SQLite, then on PostgreSQL where there is one."""
    with TemporaryDirectory() as folder:
        province = BigProvince(Path(folder), size)
        with TemporaryDirectory() as files, opened(f"sqlite:///{files}") as database:
            yield fill(province, database, size).report()
        if postgres_url:
            with a_postgres(postgres_url) as url, opened(url) as database:
                yield fill(province, database, size).report()


def fill(province: BigProvince, database: Database, size: Size) -> Growth:
    """Judge month after month, all figures but a few in batches of an indicator, and those few one by one."""
    growth = Growth(database.engine.dialect.name)
    held = province.units[:: len(province.units) // ALONE][:ALONE]
    for period in province.periods:
        month, first = Month(), province.indicators[0]
        together = [unit for unit in province.units if unit not in held]
        with counted(month.batches) as costs:
            for indicator in province.indicators:
                _judge(database, province, province.sent(indicator, period, together), costs)
        for indicator in province.indicators[1:]:
            _judge(database, province, province.sent(indicator, period, held), Costs())
        with counted(month.singles) as costs:
            for unit in held:
                _judge(database, province, province.sent(first, period, [unit]), costs)
        growth.months.append(month)
        _forget(database)
        sys.stderr.write(f"{growth.database}: {period}, {len(growth.months)} of {size.months} months\n")
    with database.read() as tx:
        growth.evaluations = tx.execute(select(func.count()).select_from(evaluation)).scalar_one()
    growth.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return growth


def show(found: Sequence[Mapping[str, Any]]) -> str:
    """The ends and their ratios, as a table."""
    lines = [["judging, ms", "first months", "after a year", "last months", "ratio", "to a year", "of CPU"]]
    for each in found:
        for what, name in (("singles", "one new figure"), ("batches", "a batch of all units")):
            wall, cpu = each[f"{what}_ms"], each[f"{what}_cpu_ms"]
            ends = (wall[key] for key in ("first", "after_a_year", "last", "ratio", "ratio_to_year"))
            lines.append([f"{name}, {each['database']}", *map(str, ends), str(cpu["ratio_to_year"])])
    sizes = [f"{one['database']}: {one['evaluations']:,} evaluations, at most {one['memory_mb']} MB" for one in found]
    return "\n".join([columns(lines), *sizes])


@contextmanager
def counted(costs: Costs) -> Iterator[Costs]:
    """Count what a database server of our own uses meanwhile."""
    server = Servers(os.environ) if POSTGRES in os.environ else None
    before = server.cpu_seconds().get("postgresql", 0.0) if server else 0.0
    yield costs
    costs.server = (server.cpu_seconds().get("postgresql", 0.0) - before) * 1000 if server else 0.0


def _judge(database: Database, province: BigProvince, events: Sequence[MetricSubmitted], costs: Costs) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    with database.write() as tx:
        judge(events, ScoringStore(tx), province.catalogue, events[0].time)
    costs.clock.append((time.perf_counter() - started) * 1000)
    costs.cpu.append((time.process_time() - cpu) * 1000)


def _forget(database: Database) -> None:
    """What is sent and handled leaves the outbox, as it does in life; a server counts its rows now and then."""
    with database.write() as tx:
        tx.execute(PLUMBING.outbox.delete())
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = open_database("scoring", url)
    upgrade(database, "scoring")
    try:
        yield database
    finally:
        database.close()


@contextmanager
def a_postgres(server: str) -> Iterator[str]:
    name = f"scale_{uuid.uuid4().hex}"
    create_database(server, name)
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        drop_database(server, name)


def main() -> None:
    """Measure, show, write down."""
    parser = argparse.ArgumentParser(prog="tests.bench.scale", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK.figures:,} figures instead of {FULL.figures:,}")
    parser.add_argument("--json", type=Path, help="where to write everything")
    options = parser.parse_args()
    found = list(grow(QUICK if options.quick else FULL, os.environ.get(POSTGRES)))
    print(show(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
