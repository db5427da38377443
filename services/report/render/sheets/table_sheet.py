"""A table of the edition on its sheet: headings, rows, the total as a formula, footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from services.report.render.grid import Grid, Head, Leaf, Line, Slot, grid
from services.report.render.heat import NOT_MET
from services.report.render.labels import Labels
from services.report.render.outline import Exhibit
from services.report.render.sheets.figures import write_change, write_figure
from services.report.render.sheets.page import BORDERED, Page
from services.report.render.sheets.sources import Places
from services.report.render.sheets.totals import total_formula
from services.report.render.widths import least_mm, letters_em

ORDINAL, UNIT, LEAST = 6.0, 36.0, 9.0
#: of a letter as Excel counts them in a column, with room for its own inner margins
LETTER_MM, SIZE = 1.75, 12
SHADED = "#D9D9D9"
#: of a line of 12 points, and letters as Excel counts them in one em of it, with room for broken words
LINE_PT, LETTERS_PER_EM = 16, 2.2
#: the same of a note of 11 points
NOTE_PT, NOTE_LETTERS = 14.5, 2.0
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
    widths = _widths(layout)
    page.columns(widths)
    page.sized(sum(widths), len(layout.lines))
    page.text(TITLE_ROW, 0, caption, bold=True, font_size=14)
    for level, heads in enumerate(layout.heads):
        page.worksheet.set_row(FIRST_HEAD + level, _height(widths, heads))
        for head in heads:
            look: dict[str, Any] = {"bold": True, "align": "center", "bg_color": "#F0F2F4", **BORDERED}
            page.merged(FIRST_HEAD + level, head.start, (head.depth, head.span), head.text, **look)
    last = FIRST_HEAD + len(layout.heads) - 1
    page.heads(FIRST_HEAD, last, 2)
    return last + 1


def _widths(layout: Grid) -> list[float]:
    """What each column needs for its figures, in letters."""
    needed = [max(least_mm(layout, place, SIZE) / LETTER_MM, LEAST) for place in range(2, len(layout.leaves))]
    return [ORDINAL, UNIT, *needed]


def _height(widths: Sequence[float], heads: Sequence[Head]) -> float:
    """Points for the headings of a row, each within its own columns."""
    rows = [_lines(head.text, sum(widths[head.start : head.start + head.span])) / head.depth for head in heads]
    return LINE_PT * ceil(max(rows, default=1)) + 4


def _lines(text: str, width: float, letters: float = LETTERS_PER_EM) -> int:
    """How many lines a text takes in a column of so many letters, with so many `letters` in one em."""
    return ceil(letters_em(text) * letters / width)


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
    width = sum(_widths(layout))
    for place, note in enumerate(layout.notes, row + 1):
        look: dict[str, Any] = {"italic": True, "font_size": 11, "text_wrap": True, "valign": "top"}
        page.merged(place, 0, (1, len(layout.leaves)), note, **look)
        page.worksheet.set_row(place, NOTE_PT * _lines(note, width, NOTE_LETTERS) + 2)
