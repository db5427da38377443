"""Where each figure comes from, a row for each, filterable: what it was judged by and the events behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from services.report.domain.bulletin import Cell, Column
from services.report.render.labels import Labels
from services.report.render.outline import Exhibit
from services.report.render.provenance import threshold
from services.report.render.sheets.page import BORDERED, Page

NUMERATOR, DENOMINATOR = 5, 6
WIDTHS = (10, 34, 70, 18, 17, 12, 12, 12, 54, 12, 8, 60)
#: on paper without the ids of the events
PRINTED = 11
#: a row is one line: a list to filter, not to read through
LINED: Final[Mapping[str, Any]] = {"border": 1, "font_size": 11}


class Told(NamedTuple):
    """One figure with where it stands."""

    table: str
    unit: str
    column: Column
    cell: Cell


class Places(dict[tuple[str, str], int]):
    """The row at which the figures of a table's column begin, by (table, column); `name` is the sheet's."""

    name: str = ""


def placed(exhibits: Sequence[Exhibit], name: str) -> Places:
    """Where `add_sources` will write what."""
    places = Places()
    places.name = name
    row = 1
    for exhibit in exhibits:
        for column in exhibit.table.columns:
            places[exhibit.table.id, column.key] = row
            row += len(list(_told(exhibit, column)))
    return places


def add_sources(page: Page, exhibits: Sequence[Exhibit], labels: Labels) -> None:
    """Write every figure of the tables, column by column."""
    page.columns(WIDTHS)
    for place, heading in enumerate(labels.sources.split(",")):
        page.text(0, place, heading, bold=True, align="center", bg_color="#F0F2F4", **BORDERED)
    page.heads(0, 0, 2)
    rows = [each for exhibit in exhibits for column in exhibit.table.columns for each in _told(exhibit, column)]
    for row, told in enumerate(rows, 1):
        _row(page, row, told, labels)
    page.worksheet.autofilter(0, 0, max(len(rows), 1), len(WIDTHS) - 1)
    page.worksheet.print_area(0, 0, len(rows), PRINTED - 1)


def _told(exhibit: Exhibit, column: Column) -> Iterator[Told]:
    """The figures of the rows first, then that of the total."""
    table = exhibit.table
    name = exhibit.caption.partition(".")[0]
    for holder in (*table.rows, *((table.total,) if table.total else ())):
        if column.key in holder.cells:
            yield Told(name, holder.name, column, holder.cells[column.key])


def _row(page: Page, row: int, told: Told, labels: Labels) -> None:
    cell, column = told.cell, told.column
    what = ": ".join(filter(None, (column.group, column.heading)))
    _write(page, row, 0, told.table, told.unit, what)
    for place, value in ((3, cell.value), (NUMERATOR, cell.numerator), (DENOMINATOR, cell.denominator)):
        _value(page, row, place, value)
    _write(page, row, 4, labels.status[cell.status])
    target = threshold(cell, column, labels) if cell.target is not None else ""
    day = labels.day(cell.as_of) if cell.as_of else ""
    _write(page, row, 7, target, cell.legal_basis or "", day)
    _value(page, row, 10, None if cell.revision is None else str(cell.revision))
    _write(page, row, 11, ", ".join(map(str, cell.events)))


def _write(page: Page, row: int, first: int, *texts: str) -> None:
    for place, text in enumerate(texts, first):
        page.text(row, place, text, **LINED)


def _value(page: Page, row: int, place: int, value: str | None) -> None:
    look: dict[str, Any] = {"align": "right", **LINED}
    if value is None:
        page.text(row, place, "", **look)
    else:
        page.number(row, place, Decimal(value), page.formats.number(len(value.partition(".")[2]), **look))
