"""Totals as formulas, where what the formula gives is what the edition states."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_range

from services.report.domain.bulletin import Cell, Table
from services.report.render.grid import Slot
from services.report.render.sheets.sources import DENOMINATOR, NUMERATOR, Places

HUNDRED = Decimal(100)


def total_formula(table: Table, slot: Slot, column: int, first: int, places: Places) -> str:
    """The formula of a figure of the total over the rows from `first` on; empty where none gives it."""
    leaf, total = slot.leaf, slot.cell
    if leaf.kind != "figure" or leaf.column is None or table.total is None or total is None or total.value is None:
        return ""
    cells = [row.cells[leaf.column.key] for row in table.rows if leaf.column.key in row.cells]
    way, key = table.total.ways.get(leaf.column.key), (table.id, leaf.column.key)
    if way == "sum" and cells and _sum(cells) == Decimal(total.value):
        return f"=SUM({xl_range(first, column, first + len(table.rows) - 1, column)})"
    if way == "ratio_of_sums" and key in places and _ratio_agrees(cells, Decimal(total.value)):
        name, start = places.name, places[key]
        above, below = (xl_range(start, part, start + len(cells) - 1, part) for part in (NUMERATOR, DENOMINATOR))
        places_after = _decimals(total.value)
        return f"=ROUND(SUM('{name}'!{above})/SUM('{name}'!{below})*100,{places_after})"
    return ""


def _sum(cells: list[Cell]) -> Decimal:
    return sum((Decimal(cell.value) for cell in cells if cell.value is not None), Decimal(0))


def _ratio_agrees(cells: list[Cell], stated: Decimal) -> bool:
    pairs = [
        (Decimal(cell.numerator), Decimal(cell.denominator)) for cell in cells if cell.numerator and cell.denominator
    ]
    whole = sum((below for _, below in pairs), Decimal(0))
    if not whole:
        return False
    ratio = sum((above for above, _ in pairs), Decimal(0)) / whole * HUNDRED
    return round(ratio, _decimals(str(stated))) == stated


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
