"""A rebuilt edition by what it prints: cells, rows, headings, and where else a figure stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.report.domain.bulletin import Bulletin, Cell, Column, Row, Table, Total
from tests.integration.report.paper import Key, Printed

#: the articles that carry what a published edition told in its own
ARTICLES = {
    "campaign-92-targets": "chien-dich-92-ngay",
    "e-invoice": "hoa-don-dien-tu",
    "police-chon-thanh": "dinh-danh-chon-thanh",
    "social-insurance": "bao-hiem-xa-hoi-so",
    "plan-57-targets": "muc-tieu-ke-hoach-57",
    "plan-chon-thanh-2023": "ke-hoach-chon-thanh",
}
#: published passages that one table of ours has, and columns that have one of their own
TABLES = {
    "online-services-trend": "online-services",
    "ecabinet": "office-software",
    "sector-education": "sectors",
    "sector-health": "sectors",
    "sector-urban": "sectors",
}


@dataclass(frozen=True)
class OurEdition:
    """The edition that was rebuilt."""

    bulletin: Bulletin

    @cached_property
    def cells(self) -> dict[Key, Cell]:
        return {
            (row.unit, column.indicator, dimension_of(column)): row.cells[column.key]
            for table in self.bulletin.tables
            for row in lines(table)
            for column in table.columns
        }

    @cached_property
    def columns(self) -> dict[tuple[str, str], tuple[Table, Column]]:
        return {
            (column.indicator, dimension_of(column)): (table, column)
            for table in self.bulletin.tables
            for column in table.columns
        }

    def table(self, printed: str) -> Table | None:
        """The table that prints what stood in the published one."""
        name = TABLES.get(printed, printed)
        return next((table for table in self.bulletin.tables if table.id == name), None)

    def elsewhere(self, cell: Printed) -> str | None:
        """The sentence or article that has a figure which is no cell of a table."""
        table, number = (
            TABLES.get(cell.table, cell.table),
            re.compile(rf"(?<![\d.,]){re.escape(cell.text)}(?![\d.,]*\d)"),
        )
        for sentence in self.bulletin.sentences:
            if sentence.table == table and number.search(sentence.text):
                return f"sentence {sentence.id}"
        for article in self.bulletin.articles:
            if article.id == ARTICLES.get(cell.table) and number.search(article.body):
                return f"article {article.id}"
        return None


def lines(table: Table) -> Iterator[Row | Total]:
    yield from table.rows
    if table.total is not None:
        yield table.total


def dimension_of(column: Column) -> str:
    return ";".join(f"{key}={value}" for key, value in sorted(column.dimension.items()))
