"""Measure the pipeline: figures a second from the HTTP door to the verdict, in both ways of running.

Run by `make bench`, which brings up RabbitMQ and PostgreSQL. Prints a table; --json FILE keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.system.product import Product, embedded, on_servers
from tests.system.sample import figures
from tests.system.test_same_bulletin_everywhere import wait_until_evaluated

CHUNK = 1000


def months(count: int) -> Iterator[list[dict[str, Any]]]:
    """Batches of a thousand figures: the units of the sample in one month after the other."""
    sample = [each for each in figures("2023-02") if "value" in each and "numerator" not in each]
    batch: list[dict[str, Any]] = []
    for number in range(count):
        month = 2015 * 12 + number // len(sample)
        period = f"{month // 12:04d}-{month % 12 + 1:02d}"
        batch.append(
            sample[number % len(sample)] | {"period": period, "as_of": f"{period}-28", "window_start": f"{period}-01"}
        )
        if len(batch) == CHUNK or number == count - 1:
            yield batch
            batch = []


def seconds_of_cpu(product: Product) -> float:
    """User and system time of all processes so far."""
    ticks = 0
    for process in product.processes.values():
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes(product: Product) -> float:
    """Resident memory of all processes."""
    pages = sum(
        int(Path(f"/proc/{process.pid}/statm").read_text(encoding="utf-8").split()[1])
        for process in product.processes.values()
    )
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(name: str, running: AbstractContextManager[Product], count: int) -> dict[str, Any]:
    """Send `count` figures and wait until the last is judged."""
    with running as product:
        key = product.create_key("bench")
        batches = list(months(count))
        before, started = seconds_of_cpu(product), time.monotonic()
        receipts = [product.post(key, batch).raise_for_status().json()["receipt"] for batch in batches]
        accepted = time.monotonic() - started
        wait_until_evaluated(product, key, receipts, patience=600)
        judged = time.monotonic() - started
        cpu = seconds_of_cpu(product) - before
        return {
            "way": name,
            "figures": count,
            "accepted_per_second": round(count / accepted),
            "judged_per_second": round(count / judged),
            "cpu_seconds_per_1000": round(cpu / count * 1000, 2),
            "memory_mb": round(megabytes(product)),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=20_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        servers = os.environ["TEST_POSTGRES_URL"], os.environ["TEST_AMQP_URL"]
        results = [
            measure("embedded", embedded(Path(one), NHIPSO_HTTP_HOST="127.0.0.1"), options.figures),
            measure("RabbitMQ + PostgreSQL", on_servers(Path(other), *servers), options.figures),
        ]
    for result in results:
        print("  ".join(f"{name}={value}" for name, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
