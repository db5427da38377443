"""However the figures travel, the bulletin is the same to the byte."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.system.product import PATIENCE, Product, embedded, eventually, on_servers
from tests.system.sample import figures
from tests.system.settled import await_reported

PERIODS = ("2022-06", "2023-02")
SERVICES = ("ingest", "scoring")


def send(product: Product, items: Sequence[dict[str, Any]], chunk: int = 500) -> None:
    """Send figures in requests of `chunk`, and wait until each is judged."""
    key = product.create_key()
    receipts = []
    for start in range(0, len(items), chunk):
        answer = product.post(key, items[start : start + chunk])
        assert answer.status_code == 202, answer.text
        receipts.append(answer.json()["receipt"])
    wait_until_evaluated(product, key, receipts)


def wait_until_evaluated(product: Product, key: str, receipts: Sequence[str], patience: float = PATIENCE) -> None:
    """Return when every figure of these receipts is judged."""

    def judged() -> bool:
        return all(all_evaluated(product.receipt(key, receipt)) for receipt in receipts)

    eventually(judged, "every figure is judged", patience)


def all_evaluated(receipt: dict[str, Any]) -> bool:
    return all(item["evaluated"] for item in receipt["items"] if item["status"] != "rejected")


def bulletins(product: Product) -> dict[str, bytes]:
    """The bulletins once all that was judged is in them."""
    await_reported(product)
    return {period: product.bulletin(period) for period in PERIODS}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The bulletins of the embedded mode, figures sent in the order of their files."""
    with embedded(tmp_path_factory.mktemp("in-order")) as product:
        for period in PERIODS:
            send(product, figures(period))
        return bulletins(product)


def test_figures_sent_twice_and_shuffled_give_the_same_bulletin(tmp_path: Path, expected: dict[str, bytes]) -> None:
    items = [item for period in PERIODS for item in figures(period)] * 2
    random.Random(20230317).shuffle(items)

    with embedded(tmp_path) as product:
        send(product, items, chunk=97)

        assert bulletins(product) == expected


def test_four_processes_on_rabbitmq_and_postgresql_give_the_same_bulletin(
    tmp_path: Path, expected: dict[str, bytes], postgres_url: str, rabbitmq_url: str
) -> None:
    with on_servers(tmp_path, postgres_url, rabbitmq_url) as product:
        for period in PERIODS:
            send(product, figures(period))

        assert bulletins(product) == expected

        repeat_every_event(postgres_url)

        assert bulletins(product) == expected
        assert product.stop() == {"ingest": 0, "scoring": 0, "notify": 0, "report": 0}


def repeat_every_event(postgres_url: str) -> None:
    """Forget that messages were sent, twice, so that each is published two more times."""
    for _ in range(2):
        with psycopg.connect(postgres_url) as connection:
            for service in SERVICES:
                connection.execute(f"update {service}.outbox set sent_at = null")  # noqa: S608  # our own names

        def all_sent() -> bool:
            with psycopg.connect(postgres_url) as connection:
                counts = [
                    connection.execute(f"select count(*) from {service}.outbox where sent_at is null").fetchone()  # noqa: S608
                    for service in SERVICES
                ]
            return counts == [(0,), (0,)]

        eventually(all_sent, "every message is sent again")
