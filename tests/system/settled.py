"""Whether the report service has heard of all that scoring announced: a bulletin built before would lack it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import psycopg

from tests.system.product import Product, eventually

#: what each of its consumers hears of
HEARD = {
    "report.evaluated": "vn.nhipso.compliance.evaluated.v1",
    "report.ranking": "vn.nhipso.ranking.computed.v1",
    "report.doubted": "vn.nhipso.figure.doubted.v1",
}


def await_reported(product: Product) -> None:
    """Wait until it has; whoever waits for verdicts at the door has not waited for this."""
    eventually(lambda: not _unheard(product), "the report service has heard of every verdict")


def _unheard(product: Product) -> set[tuple[str, Any]]:
    announced = _rows(product, "scoring", "select routing_key, message_id from outbox")
    heard = _rows(product, "report", "select consumer, message_id from inbox_message")
    wanted = {(consumer, message) for consumer, key in HEARD.items() for told, message in announced if told == key}
    return wanted - set(heard)


def _rows(product: Product, service: str, query: str) -> list[tuple[str, Any]]:
    if product.database_url.startswith("sqlite:"):
        with closing(sqlite3.connect(product.folder / "data" / f"{service}.db", timeout=30)) as found:
            return found.execute(query).fetchall()
    with psycopg.connect(product.database_url, options=f"-c search_path={service}") as connection:
        return connection.execute(query.encode()).fetchall()
