"""The figures the suite sends, and what they imply: the ledger's own arithmetic, from the legal texts, not the product.

Decision 27/QĐ-UBQGCĐS: at least 80 % of services with online dossiers, at least 50 % of dossiers handled online.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

from tests.system.product import PROVINCE

THRESHOLDS = {"services-with-online-dossiers-pct": Decimal(80), "dossiers-handled-online-pct": Decimal(50)}
TOTAL = "binh-phuoc"
#: after the campaign of 2022, so that one programme judges each figure
PERIODS = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)][9:]
WHOLE = 1000
TWELVE_PLACES = Decimal(1).scaleb(-12)


class Cell(NamedTuple):
    """What has one figure: a unit, an indicator, a period."""

    unit: str
    indicator: str
    period: str


@dataclass(frozen=True)
class Amount:
    """The figure of a cell: so many of so many."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Decimal:
        """Percent, to twelve decimals."""
        return (Decimal(100 * self.numerator) / self.denominator).quantize(TWELVE_PLACES, ROUND_HALF_EVEN).normalize()

    def plus(self, other: Amount) -> Amount:
        return Amount(self.numerator + other.numerator, self.denominator + other.denominator)

    def verdict(self, indicator: str) -> str:
        return "met" if self.value >= THRESHOLDS[indicator] else "not_met"


@dataclass(frozen=True)
class Sent:
    """One figure as it is sent."""

    cell: Cell
    amount: Amount

    def item(self) -> dict[str, Any]:
        """The JSON object that POST /v1/figures takes."""
        parts = {"numerator": self.amount.numerator, "denominator": self.amount.denominator}
        return {**self.cell._asdict(), "as_of": f"{self.cell.period}-28", **parts}


def competing_units() -> dict[str, str]:
    """The departments and districts whose figures the province's total is made of, with their level."""
    with (PROVINCE / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["level"] for row in csv.DictReader(file) if row["level"] in ("department", "district")}


LEVELS: Mapping[str, str] = competing_units()


class Draw:
    """An endless draw of figures of some units: mostly new cells, also corrections and repetitions."""

    def __init__(self, units: list[str], chance: random.Random) -> None:
        self._units = units
        self._chance = chance
        self._sent: dict[Cell, Amount] = {}
        self._cells: list[Cell] = []

    def request(self, size: int) -> list[Sent]:
        """The figures of one request: each cell at most once."""
        found: dict[Cell, Amount] = {}
        while len(found) < size:
            one = self._one()
            found[one.cell] = one.amount
        self._cells += [cell for cell in found if cell not in self._sent]
        self._sent.update(found)
        return [Sent(cell, amount) for cell, amount in found.items()]

    def _one(self) -> Sent:
        draw = self._chance.random()
        if self._sent and draw < 0.3:
            cell = self._chance.choice(self._cells)
            return Sent(cell, self._sent[cell] if draw < 0.05 else self._amount())
        place = self._chance.choice(self._units), self._chance.choice(list(THRESHOLDS))
        return Sent(Cell(*place, self._chance.choice(PERIODS)), self._amount())

    def _amount(self) -> Amount:
        # Never a whole percent: printed, it has one decimal, which is found again in a mail.
        return Amount(10 * self._chance.randrange(20, 100) + self._chance.randrange(1, 10), WHOLE)
