"""Documents are made beside the report service: whatever they take, its messages, health and heartbeats go on."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.faults.editors import Editors, halted_presses
from tests.system.product import Product, eventually

PERIOD = "2022-07"
FIGURE = {"unit": "so-gddt", "indicator": "digitally-signed-docs-pct", "period": PERIOD, "as_of": "2022-07-20"}
#: seconds between heartbeats; the broker gives up on who has missed two
HEARTBEAT, BEATS = 4, 2.5


@pytest.fixture
def product(tmp_path: Path, postgres_url: str, rabbitmq_url: str) -> Iterator[Product]:
    """The services that an edition needs, with short heartbeats."""
    made = Product(tmp_path, postgres_url, f"{rabbitmq_url}?heartbeat={HEARTBEAT}")
    made.run("db", "upgrade")
    made.run("topology", "apply")
    try:
        for name in ("ingest", "scoring", "report"):
            made.start_one(name)
        for name in list(made.processes):
            made.wait_ready(name)
        yield made
    finally:
        made.stop()


def test_an_edition_that_takes_for_ever_holds_up_no_message_and_no_heartbeat(product: Product) -> None:
    key, pid = product.create_key(), product.processes["report"].pid
    tell(product, key, "97")

    with Editors(product, PERIOD) as editors, ThreadPoolExecutor(1) as others:
        editors.approve()
        with health(product.ops_url("report")) as asked:
            with halted_presses(pid) as presses:
                publishing = others.submit(editors.publish)
                for value in ("96", "95", "94"):
                    tell(product, key, value)
                    time.sleep(HEARTBEAT * BEATS / 3)
                assert not publishing.done()
            published = publishing.result()

    assert published == httpx.codes.SEE_OTHER

    assert presses
    assert set(asked) == {httpx.codes.OK}
    assert metric(product, "nhipso_reconnects_total") == 0
    assert metric(product, "nhipso_events_repeated_total") == 0


def tell(product: Product, key: str, value: str) -> None:
    """Post a figure, and wait until the report service has heard of it."""
    known = metric(product, "nhipso_remembered_total")
    assert product.post(key, [{**FIGURE, "value": value}]).json()["accepted"] == 1
    eventually(lambda: metric(product, "nhipso_remembered_total") > known, "report has heard of it")


def metric(product: Product, name: str) -> float:
    """The sum of a metric of the report service over its labels."""
    text = httpx.get(f"{product.ops_url('report')}/metrics", timeout=30).text
    return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))


@contextmanager
def health(url: str) -> Iterator[Counter[int]]:
    """Ask for the health of a process until the block ends; counts the statuses of the answers."""
    found: Counter[int] = Counter()
    over = threading.Event()

    def ask() -> None:
        while not over.wait(0.05):
            for path in ("/health/live", "/health/ready"):
                found[httpx.get(f"{url}{path}", timeout=30).status_code] += 1

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
