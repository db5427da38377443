"""A table of figures: headings that repeat on every page, rows that do not split, letters that fit the paper."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from services.report.render.grid import Grid, Line
from services.report.render.heat import NOT_MET
from services.report.render.keeping import kept
from services.report.render.letters import printable
from services.report.render.prose import Run
from services.report.render.widths import Fit
from services.report.render.word.ink import widths, write
from services.report.render.word.style_ids import dress
from services.report.render.word.styles import table_style
from services.report.render.word.table_styles import FIGURES
from services.report.render.word.xml import element

SHADED = "CDCDCD"


def add_table(document: Document, grid: Grid, fit: Fit, caption: str) -> None:
    """Draw `grid` with the letters and columns of `fit`; `caption` is also its description for screen readers."""
    lines = [*grid.lines, *([grid.total] if grid.total else [])]
    table = document.add_table(len(grid.heads) + len(lines), len(grid.leaves), FIGURES)
    widths(table, fit.widths)
    table._tbl.tblPr.append(element("w:tblCaption", val=printable(caption)))  # noqa: SLF001
    rows = list(table.rows)
    for row in rows:
        keep(row, heading=False)
    _head(table, grid, table_style(document, "Table Head", fit.size))
    styles = {stays: _styles(document, grid, fit.size, kept=stays) for stays in (False, True)}
    for place, (row, line) in enumerate(zip(rows[len(grid.heads) :], lines, strict=True), start=1):
        _line(row, line, grid, styles[kept(place, len(lines), noted=bool(grid.notes))])


def _styles(document: Document, grid: Grid, size: float, *, kept: bool) -> list[str]:
    """The id of each column's style: python-docx looks through all styles for a name, cell by cell."""
    return [document.styles[table_style(document, leaf.part, size, kept=kept)].style_id for leaf in grid.leaves]


def _head(table: WordTable, grid: Grid, style: str) -> None:
    for level, heads in enumerate(grid.heads):
        keep(table.rows[level], heading=True)
        for head in heads:
            first = _cell(table, level, head.start)
            last = _cell(table, level + head.depth - 1, head.start + head.span - 1)
            cell = first.merge(last) if head.span * head.depth > 1 else first
            for paragraph in cell.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - what merging left behind
            dress(cell.paragraphs[0], style)
            write(cell.paragraphs[0], [Run(head.text)])


def _cell(table: WordTable, row: int, column: int) -> _Cell:
    """One cell; python-docx would list all cells of the table for it."""
    return _Cell(table._tbl.tr_lst[row].tc_at_grid_offset(column), table)  # noqa: SLF001


def _line(row: _Row, line: Line, grid: Grid, styles: list[str]) -> None:
    total = line is grid.total
    texts = [line.ordinal, line.name, *(slot.text for slot in line.slots)]
    for cell, text, style in zip(row.cells, texts, styles, strict=True):
        cell.paragraphs[0]._p.style = style  # noqa: SLF001 - by its id
        if grid.signs and text == NOT_MET:
            cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=SHADED))  # noqa: SLF001
        if text:
            write(cell.paragraphs[0], [Run(text, bold=total or _behind(text, line))])


def _behind(text: str, line: Line) -> bool:
    """Not met is printed bold, so that it is found without colour."""
    return any(
        slot.leaf.kind == "verdict" and slot.text == text and slot.cell is not None and slot.cell.verdict == "not_met"
        for slot in line.slots
    )


def keep(row: _Row, *, heading: bool) -> None:
    """Do not split the row over two pages; repeat a `heading` on each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    wanted: Iterable[str] = ("w:cantSplit", "w:tblHeader") if heading else ("w:cantSplit",)
    for tag in wanted:
        if properties.find(qn(tag)) is None:
            properties.append(element(tag))
