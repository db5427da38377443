"""What the four published reports state, and what the product makes of it once they are loaded."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.system.product import PATIENCE, PROVINCE, Product, eventually
from tests.system.settled import await_reported

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
EDITIONS = ("2022-06", "2023-02", "2023-07-review", "2023-08-review")
#: unit, indicator, dimension, period
Key = tuple[str, str, str, str]
Evaluation = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One published cell, and the figure it is in the product."""

    edition: str
    cells: Mapping[str, str]

    @property
    def key(self) -> Key:
        return self["unit"], self["indicator"], self["dimension"], self["period"]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def facts(edition: str) -> list[Fact]:
    """Every cell of a report that states something."""
    with (ORACLE / edition / "facts.csv").open(encoding="utf-8", newline="") as file:
        return [Fact(edition, row) for row in csv.DictReader(file)]


def claims(edition: str) -> list[dict[str, Any]]:
    """What the report's sentences state, and whether it is so."""
    found: list[dict[str, Any]] = json.loads((ORACLE / edition / "claims.json").read_text(encoding="utf-8"))
    return found


def load(product: Product, *editions: str) -> dict[str, dict[str, Any]]:
    """Import the reports as their readers would; what the command says of each."""
    said = {}
    for edition in editions:
        # Each report is a source of its own, so that every figure names the report that states it.
        key = product.create_key(f"bao-cao-{edition}")
        path = str(PROVINCE / "editions" / f"{edition}.csv")
        said[edition] = product.json("import", path, "--key", key)
        for receipt in said[edition]["receipts"]:
            wait_until_judged(product, key, receipt)
    return said


def wait_until_judged(product: Product, key: str, receipt: str) -> None:
    """Return when every figure of the receipt is judged, and the report service has heard of it."""

    def judged() -> bool:
        items = product.receipt(key, receipt)["items"]
        return all(item["evaluated"] for item in items if item["status"] != "rejected")

    eventually(judged, "every figure is judged", PATIENCE)
    await_reported(product)


def evaluations(product: Product) -> dict[Key, Evaluation]:
    """What scoring holds of every figure, by its key."""
    with closing(sqlite3.connect(product.folder / "data" / "scoring.db")) as database:
        bodies = [json.loads(body) for (body,) in database.execute("select body from evaluation")]
    return {_key(body): body for body in bodies}


def _key(body: Evaluation) -> Key:
    dimension = ";".join(f"{name}={body['dimension'][name]}" for name in sorted(body["dimension"]))
    return body["unit"], body["indicator"], dimension, body["period"]


def as_printed(value: str, printed: str) -> Decimal:
    """`value` at the precision of `printed`, both plain decimals."""
    return round(Decimal(value), len(printed.partition(".")[2]))


def number_in(cell: str) -> Decimal:
    """The number that a printed cell such as "tăng 8,52%" holds."""
    return Decimal(next(_words(cell)))


def _words(cell: str) -> Iterator[str]:
    for word in cell.split():
        digits = word.rstrip("%").replace(".", "").replace(",", ".")
        if digits.replace(".", "").isdigit():
            yield digits
