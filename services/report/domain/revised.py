"""Which figures were corrected since the edition was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from services.report.domain.bulletin import Bulletin, Cell, Row, Table, Total

Holder = TypeVar("Holder", Row, Total)
Printed = Mapping[tuple[str, str, str], Cell]


def marked(bulletin: Bulletin, published: Bulletin) -> Bulletin:
    """The bulletin with every figure marked of which the published edition prints an older revision."""
    printed = {place: cell for table in published.tables for place, cell in _cells(table)}
    return bulletin.model_copy(update={"tables": tuple(_marked_table(table, printed) for table in bulletin.tables)})


def _marked_table(table: Table, printed: Printed) -> Table:
    rows = tuple(_marked_holder(table.id, row, printed) for row in table.rows)
    total = None if table.total is None else _marked_holder(table.id, table.total, printed)
    return table.model_copy(update={"rows": rows, "total": total})


def _marked_holder(table: str, holder: Holder, printed: Printed) -> Holder:
    cells = {
        column: cell.model_copy(update={"revised": True})
        if _is_newer(cell, printed.get((table, holder.unit, column)))
        else cell
        for column, cell in holder.cells.items()
    }
    return holder.model_copy(update={"cells": cells})


def _is_newer(cell: Cell, printed: Cell | None) -> bool:
    return (
        printed is not None
        and printed.revision is not None
        and cell.revision is not None
        and cell.revision > printed.revision
    )


def _cells(table: Table) -> Iterator[tuple[tuple[str, str, str], Cell]]:
    for holder in (*table.rows, *((table.total,) if table.total else ())):
        for column, cell in holder.cells.items():
            yield (table.id, holder.unit, column), cell
