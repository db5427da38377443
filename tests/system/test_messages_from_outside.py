"""A system inside the network sends its figures through RabbitMQ, with an account of its own and plain kombu."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.servers.postgres import create_database, drop_database
from tests.servers.session import POSTGRES, Vhosts
from tests.source_account import BATCH, Account, account, home_of
from tests.system.product import PROVINCE, ROOT, Product, eventually

DOCUMENT = ROOT / "docs" / "messages.md"
MESSAGES = 40
#: of each unit, one message
INDICATORS = ("administrative-procedures", "procedures-online", "app-users", "commune-teams", "hamlet-teams")
FIGURES = MESSAGES * len(INDICATORS)
FIGURE = {"indicator": "dossiers-handled-online-pct", "period": "2023-02", "as_of": "2023-03-17"}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, servers: Mapping[str, str], vhosts: Vhosts) -> Iterator[Product]:
    """An installation of which only ingest runs."""
    name = f"t_{uuid.uuid4().hex}"
    create_database(servers[POSTGRES], name)
    database_url = f"{servers[POSTGRES].rpartition('/')[0]}/{name}"
    product = Product(tmp_path_factory.mktemp("messages"), database_url, vhosts.fresh())
    try:
        product.run("db", "upgrade")
        start(product)
        yield product
    finally:
        for process in product.processes.values():
            process.kill()
            process.wait()
        drop_database(servers[POSTGRES], name)


@pytest.fixture(scope="module")
def source(product: Product, servers: Mapping[str, str]) -> Iterator[Account]:
    """A source with the rights that the product says to give it."""
    user = f"mq-{uuid.uuid4().hex[:8]}"
    product.create_key("cong-dvc")
    (key,) = product.json("key", "list")
    commands = product.run("key", "link", key["id"], "--user", user).stdout.splitlines()
    with account(home_of(servers), product.broker_url, user, commands) as found:
        found.listen()
        yield found


def start(product: Product) -> None:
    product.start_one("ingest")
    product.wait_ready("ingest")


def event(number: int, **figure: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": str(number),
        "source": "/cong-dvc",
        "type": "vn.nhipso.metric.submitted.v1",
        "data": {"unit": "so-gtvt", "value": "88.9", **FIGURE, **figure},
    }


def units() -> list[str]:
    with (PROVINCE / "units.csv").open(encoding="utf-8") as file:
        return [row["id"] for row in csv.DictReader(file) if not row["valid_to"] and not row["valid_from"]]


def message(unit: str, number: int) -> list[dict[str, Any]]:
    """A batch of figures of one unit, none of them in another batch."""
    first = number * len(INDICATORS)
    return [event(first + place, unit=unit, indicator=each, value=str(first)) for place, each in enumerate(INDICATORS)]


def metrics(product: Product) -> str:
    return httpx.get(f"{product.ops_url('ingest')}/metrics", timeout=30).text


def recorded(product: Product) -> int:
    """How many figures were ever accepted."""
    with psycopg.connect(product.database_url) as connection:
        row = connection.execute("SELECT count(*) FROM ingest.submission").fetchone()
    assert row
    return int(row[0])


def test_each_mode_each_refusal_and_the_way_back(product: Product, source: Account) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    source.publish(
        [event(1), event(2, unit="so-y-te", value="140")],
        BATCH,
        reply_to=source.replies,
        headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"},
    )

    (receipt,) = source.receive(1)

    accepted, refused = receipt["data"]["items"]
    assert (accepted["status"], [each["code"] for each in refused["errors"]]) == ("accepted", ["percent-out-of-range"])
    assert trace in product.log_of("ingest")
    eventually(lambda: 'nhipso_amqp_messages_total{outcome="accepted"} 1.0' in metrics(product), "counted")


def test_the_example_of_the_document_gets_its_receipt(product: Product, source: Account) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

    done = subprocess.run(
        [sys.executable, "-c", example],
        env={"AMQP_URL": source.url, "AMQP_USER": source.user},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["accepted"] == 1


def test_messages_under_way_when_ingest_is_killed_count_once(product: Product, source: Account) -> None:
    source.got.clear()
    before = recorded(product)
    for number, unit in enumerate(units()[:MESSAGES], start=1):
        source.publish(message(unit, number), BATCH, reply_to=source.replies)
        if number in (MESSAGES // 4, MESSAGES // 2):
            product.stop(signal.SIGKILL)
            start(product)

    receipts = receipts_of(source)
    ids = [item["id"] for told in receipts for item in told["items"] if item["status"] == "accepted"]
    assert len(ids) == len(set(ids)) == FIGURES
    assert recorded(product) - before == FIGURES


def receipts_of(source: Account) -> list[dict[str, Any]]:
    """The receipts of all messages, each once: equal ids are the same event."""
    told: dict[str, dict[str, Any]] = {}
    while len(told) < MESSAGES:
        told = {each["id"]: each["data"] for each in source.receive(len(source.got) + 1)}
    return list(told.values())


def test_with_the_broker_in_memory_an_operator_is_told_that_the_door_is_closed(tmp_path: Path) -> None:
    small = Product(tmp_path, f"sqlite:///{tmp_path / 'data'}")
    small.create_key("cong-dvc")
    (key,) = small.json("key", "list")

    assert "RabbitMQ" in small.run("key", "link", key["id"], "--user", "cong-dvc").stderr
