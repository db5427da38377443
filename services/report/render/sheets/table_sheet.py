"""A table of the edition on its sheet: headings, rows, the total as a formula, footnotes."""

from __future__ import annotations

from typing import Any

from services.report.render.grid import Grid, Leaf, Line, Slot, grid
from services.report.render.heat import NOT_MET
from services.report.render.labels import Labels
from services.report.render.outline import Exhibit
from services.report.render.sheets.figures import write_change, write_figure
from services.report.render.sheets.page import BORDERED, Page
from services.report.render.sheets.sources import Places
from services.report.render.sheets.totals import total_formula

WIDTHS = {"ordinal": 6.0, "unit": 34.0, "figure": 17.0, "change": 17.0, "verdict": 13.0}
SHADED = "#D9D9D9"
TITLE_ROW, NOTE_ROW, FIRST_HEAD = 0, 1, 3


def add_table(page: Page, exhibit: Exhibit, labels: Labels, places: Places) -> None:
    """Write the table of `exhibit`; its totals refer to the rows above and to the sources at `places`."""
    layout = grid(exhibit.table, labels)
    page.text(NOTE_ROW, 0, exhibit.table.note, italic=True)
    first = _start(page, layout, exhibit.caption)
    for row, line in enumerate(layout.lines, first):
        _line(page, row, line)
    if layout.total:
        _names(page, first + len(layout.lines), layout.total, bold=True)
        for column, slot in enumerate(layout.total.slots, 2):
            formula = total_formula(exhibit.table, slot, column, first, places)
            _slot(page, first + len(layout.lines), column, slot, formula, bold=True)
    _notes(page, first + len(layout.lines) + bool(layout.total), layout)


def add_grid(page: Page, layout: Grid, title: str) -> None:
    """Write a table of signs."""
    first = _start(page, layout, title)
    lines = [*layout.lines, *([layout.total] if layout.total else [])]
    for row, line in enumerate(lines, first):
        total = line is layout.total
        _names(page, row, line, bold=total)
        for column, slot in enumerate(line.slots, 2):
            shade = {"bg_color": SHADED, "bold": True} if slot.text == NOT_MET else {"bold": total}
            page.text(row, column, slot.text, align="center", **BORDERED, **shade)
    _notes(page, first + len(lines), layout)


def _start(page: Page, layout: Grid, caption: str) -> int:
    page.columns([WIDTHS[leaf.kind] for leaf in layout.leaves])
    page.text(TITLE_ROW, 0, caption, bold=True, font_size=14)
    for level, heads in enumerate(layout.heads):
        page.worksheet.set_row(FIRST_HEAD + level, 48)
        for head in heads:
            look: dict[str, Any] = {"bold": True, "align": "center", "bg_color": "#F0F2F4", **BORDERED}
            page.merged(FIRST_HEAD + level, head.start, (head.depth, head.span), head.text, **look)
    last = FIRST_HEAD + len(layout.heads) - 1
    page.heads(FIRST_HEAD, last, 2)
    return last + 1


def _line(page: Page, row: int, line: Line) -> None:
    _names(page, row, line, bold=False)
    for column, slot in enumerate(line.slots, 2):
        _slot(page, row, column, slot, "", bold=False)


def _names(page: Page, row: int, line: Line, *, bold: bool) -> None:
    if line.ordinal:
        page.worksheet.write_number(row, 0, int(line.ordinal), page.formats.make(align="center", **BORDERED))
    else:
        page.text(row, 0, "", **BORDERED)
    page.text(row, 1, line.name, bold=bold, **BORDERED)


def _slot(page: Page, row: int, column: int, slot: Slot, formula: str, *, bold: bool) -> None:
    cell, leaf = slot.cell, slot.leaf
    look: dict[str, Any] = {"bold": bold, "align": _align(leaf), **BORDERED}
    if leaf.kind == "figure" and cell is not None and cell.value is not None:
        write_figure(page, row, column, slot, formula, **look)
    elif leaf.kind == "change" and cell is not None and cell.change is not None and slot.text:
        write_change(page, row, column, slot, **look)
    else:
        behind = leaf.kind == "verdict" and cell is not None and cell.verdict == "not_met"
        page.text(row, column, slot.text, **look | ({"bg_color": SHADED, "bold": True} if behind else {}))


def _align(leaf: Leaf) -> str:
    return "right" if leaf.part == "Table Right" else "center"


def _notes(page: Page, row: int, layout: Grid) -> None:
    for place, note in enumerate(layout.notes, row + 1):
        page.text(place, 0, note, italic=True, font_size=11)
