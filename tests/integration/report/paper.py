"""The two bulletins as they stood on paper: their cells, the names of their rows, what their headings say."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shared.settings import ROOT

ORACLE = ROOT / "tests" / "oracle"
PROVINCE = "binh-phuoc"
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Printed:
    """One cell: the number it is (`value`, "" for a dash), how it was written, and what stood beside it."""

    table: str
    unit: str
    indicator: str
    dimension: str
    period: str
    as_of: str
    text: str
    value: str
    change: str
    verdict: str

    @property
    def key(self) -> Key:
        return self.unit, *self.column

    @property
    def column(self) -> tuple[str, str]:
        return self.indicator, self.dimension


@dataclass(frozen=True)
class Heading:
    """What the heading of a column says: every one of `words`."""

    table: str
    column: tuple[str, str]
    part: str
    words: Sequence[str]


def rows(edition: str, name: str) -> list[dict[str, str]]:
    """The lines of a file of the oracle."""
    with (ORACLE / edition / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def printed(edition: str) -> dict[str, list[Printed]]:
    """Every cell by table, with the mistakes of the print."""
    mistakes = rows(edition, "as_printed")
    found: dict[str, list[Printed]] = defaultdict(list)
    for row in rows(edition, "facts"):
        same = {name: row[name] for name in Printed.__dataclass_fields__ if name in row}
        found[row["table"]].append(_misprinted(Printed(text=row["printed"], **same), mistakes))
    return dict(found)


def _misprinted(cell: Printed, mistakes: Sequence[Mapping[str, str]]) -> Printed:
    for row in mistakes:
        if cell.key == (row["unit"], row["indicator"], row["dimension"]) and cell.period == row["period"]:
            if row["column"] == "value":
                return replace(cell, value=row["printed"], text=row["printed"].replace(".", ","))
            return replace(cell, **{row["column"]: row["printed"]})
    return cell


def labels(edition: str) -> dict[tuple[str, str], str]:
    """The name of each row, by table and unit."""
    return {(row["table"], row["unit"]): row["printed"] for row in rows(edition, "labels")}


def headings(edition: str) -> list[Heading]:
    return [
        Heading(row["table"], (row["indicator"], row["dimension"]), row["part"], row["says"].split("|"))
        for row in rows(edition, "heads")
    ]
