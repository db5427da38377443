"""Where a figure stands in an edition."""

from __future__ import annotations

from services.report.domain.bulletin import Bulletin, Cell


def cells_of(bulletin: Bulletin, unit: str, indicator: str) -> list[tuple[str, str, Cell]]:
    """Every cell of a unit (as row or total) that shows `indicator`: table id, column key, cell."""
    return [
        (table.id, column.key, holder.cells[column.key])
        for table in bulletin.tables
        for column in table.columns
        if column.indicator == indicator
        for holder in (*table.rows, *((table.total,) if table.total else ()))
        if holder.unit == unit
    ]
