"""Single figures at the door, so many a second, while four services judge them: `python -m tests.bench.rates`.

Run it on a quiet machine: `python -m tests.servers --durable -- python -m tests.bench.rates --json build/rates.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Self

# Known, and said once in docs/decisions/0002-nameko.md.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import psycopg  # noqa: E402

from tests.bench.arrivals import Arrivals, percentile  # noqa: E402
from tests.bench.cost import Servers, cpu_seconds  # noqa: E402
from tests.bench.place import Place, Places  # noqa: E402
from tests.bench.table import columns  # noqa: E402
from tests.bench.work import months  # noqa: E402
from tests.system.product import ROOT, SERVICES, Product  # noqa: E402

#: requests a second, one rate after the other, and for how many seconds each
FULL: tuple[Sequence[float], float] = ((100, 150, 200, 250, 300), 15.0)
QUICK: tuple[Sequence[float], float] = ((100, 200), 5.0)
WARM = 200
GLANCE_SECONDS = 0.5
PATIENCE_SECONDS = 180.0
ACCEPTED = "202"
UNJUDGED = "SELECT count(*) FROM ingest.submission WHERE evaluated_at IS NULL"
TO_VERDICT = (
    "SELECT extract(epoch FROM evaluated_at - received_at)::float FROM ingest.submission "
    "WHERE received_at >= %s AND evaluated_at IS NOT NULL"
)


@dataclass
class Backlog:
    """How many accepted figures were not judged yet, looked at now and then."""

    url: str
    seen: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(GLANCE_SECONDS):
            self.seen.append(unjudged(self.url))


def offer(place: Place, product: Product, key: str, rate: float, figures: Sequence[Any], servers: Servers) -> Any:
    """Offer figures at a rate; how long answers and verdicts took, and what all of it cost."""
    pids = {name: process.pid for name, process in product.processes.items()}
    cpu, others = {name: cpu_seconds([pid]) for name, pid in pids.items()}, servers.cpu_seconds()
    since = _now(place.database_url)
    with Backlog(place.database_url) as backlog:
        arrived = send(Arrivals(product.http_port, key, rate, [json.dumps(figure) for figure in figures]))
    at_the_end, ended = unjudged(place.database_url), time.perf_counter()
    _until(lambda: not unjudged(place.database_url))
    caught_up = time.perf_counter() - ended
    verdicts = _column(place.database_url, TO_VERDICT, since)
    waits, statuses = arrived["waits"], arrived["statuses"]
    return {
        "offered_per_second": rate,
        "accepted_per_second": round(statuses.get(ACCEPTED, 0) / arrived["seconds"], 1),
        "not_accepted": sum(count for status, count in statuses.items() if status != ACCEPTED),
        **{f"p{share}_ms": round(percentile(waits, share / 100) * 1000, 1) for share in (50, 95, 99)},
        "max_ms": round(max(waits) * 1000, 1),
        "verdict_p50_s": round(median(verdicts), 2),
        "verdict_p99_s": round(percentile(verdicts, 0.99), 2),
        "most_unjudged": max(backlog.seen, default=0),
        "unjudged_at_the_end": at_the_end,
        "caught_up_s": round(caught_up, 2),
        "cpu_ms_each": {name: _ms(cpu_seconds([pid]) - cpu[name], len(figures)) for name, pid in pids.items()}
        | {name: _ms(seconds - others[name], len(figures)) for name, seconds in servers.cpu_seconds().items()},
    }


def send(arrivals: Arrivals) -> Any:
    """Have a process of its own send, so that neither waits for the other's processor time more than it must."""
    command = [sys.executable, "-m", "tests.bench.arrivals"]
    done = subprocess.run(
        command, input=json.dumps(asdict(arrivals)), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout)


def climb(places: Places, servers: Servers, rates: Sequence[float], seconds: float) -> Iterator[Mapping[str, Any]]:
    """Offer one rate after the other to the same running product."""
    figures = iter(months(WARM + sum(int(rate * seconds) for rate in rates)))
    with places.fresh() as place:
        product = place.product()
        try:
            for name in SERVICES:
                product.start_one(name)
            for name in SERVICES:
                product.wait_ready(name)
            key = product.create_key("bench")
            offer(place, product, key, WARM / 4, list(islice(figures, WARM)), servers)
            for rate in rates:
                yield offer(place, product, key, rate, list(islice(figures, int(rate * seconds))), servers)
        finally:
            product.stop()


def show(found: Sequence[Mapping[str, Any]]) -> str:
    """The rates as a table, and what a figure cost each process."""
    names = [name for name in found[0] if name != "cpu_ms_each"]
    costs = list(found[0]["cpu_ms_each"])
    lines = [[*names, *(f"{name} CPU ms" for name in costs)]]
    lines += [
        [*(str(row[name]) for name in names), *(str(row["cpu_ms_each"][name]) for name in costs)] for row in found
    ]
    return columns([list(line) for line in zip(*lines, strict=True)])


def unjudged(url: str) -> int:
    """How many accepted figures wait for their verdict."""
    return int(_column(url, UNJUDGED)[0])


def _column(url: str, query: str, *values: object) -> list[Any]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(query.encode(), values)]


def _now(url: str) -> Any:
    return _column(url, "SELECT now()")[0]


def _ms(seconds: float, figures: int) -> float:
    return round(seconds * 1000 / figures, 2)


def _until(what: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not what() and time.monotonic() < limit:
        time.sleep(0.05)


def main() -> None:
    """Measure, show, write down."""
    parser = argparse.ArgumentParser(prog="tests.bench.rates", description=__doc__)
    parser.add_argument(
        "--rates", type=float, nargs="+", default=FULL[0], help="requests a second, one after the other"
    )
    parser.add_argument("--seconds", type=float, default=FULL[1], help="how long each is offered")
    parser.add_argument("--json", type=Path, help="where to write everything")
    options = parser.parse_args()
    places = Places(os.environ)
    with places.open():
        found = list(climb(places, Servers(os.environ), options.rates, options.seconds))
    print(show(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
