"""A file of figures given back with what became of each row beside it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.ingest.domain.heading import REMARK
from services.ingest.files.csv_lines import csv_lines
from services.ingest.files.paint import BAD, BODY, BOX, GOOD, HEAD, INPUT, LEFT, NO_FILL, QUIET, WHITE_BOLD, write_text
from services.ingest.files.table import Table
from services.ingest.importing import Fate, Report

AUTHOR = "Nhịp Số"
#: their mark keeps them from being read as figures when the file comes again
RESULT, ERROR = "#Kết quả", "#Lỗi"
WIDTHS = {RESULT: 16, ERROR: 60}
FATES: Mapping[Fate, tuple[str, PatternFill]] = {
    "accepted": ("Đã ghi nhận", GOOD),
    "duplicate": ("Đã có, không đổi", QUIET),
    "rejected": ("Bị từ chối", BAD),
    "held back": ("Chưa ghi nhận", QUIET),
}
#: of a file of which nothing was stored
LOOKED_AT: Mapping[Fate, tuple[str, PatternFill]] = {"accepted": ("Hợp lệ, chưa gửi", GOOD)}


def mark_file(content: bytes, table: Table, report: Report) -> bytes:
    """The file as a workbook with two more columns, and each wrong cell coloured and explained.

    The file must have been read before: only what was found safe is opened here.
    """
    book = _copy_of_csv(content) if table.sheet is None else _opened(content)
    sheet = next(page for page in book.worksheets if table.sheet in (None, page.title))
    _wipe(sheet, table)
    places = {name: column + 1 for column, name in table.heading.columns.items()}
    result, error = _columns(sheet, table)
    told: dict[int, list[str]] = {}
    for each in report.errors:
        told.setdefault(each["row"], []).append(each["message"])
        if each["column"] in places:
            _explain(sheet.cell(each["row"], places[each["column"]]), each)
    fates = FATES if report.receipts else {**FATES, **LOOKED_AT}
    for row, fate in report.fates.items():
        words, fill = fates[fate]
        _write(sheet.cell(row, result), words, fill)
        if row in told or sheet.cell(row, error).value:
            _write(sheet.cell(row, error), "\n".join(told.get(row, ())), NO_FILL)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that are not kept: they are another program's, not figures
        return load_workbook(io.BytesIO(content), keep_links=False)


def _copy_of_csv(content: bytes) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in csv_lines(content):
        for column, cell in line.cells.items():
            _write(sheet.cell(line.number, column + 1), str(cell.content), NO_FILL)
    return book


def _wipe(sheet: Worksheet, table: Table) -> None:
    """Take away what was marked before, so that a corrected file does not look wrong still."""
    for row in table.rows:
        for column in table.heading.columns:
            cell = sheet.cell(row.number, column + 1)
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = NO_FILL if cell.protection.locked else INPUT


def _columns(sheet: Worksheet, table: Table) -> tuple[int, int]:
    """The two columns beside the table, those of before if there are some."""
    heading = table.heading
    texts = {str(sheet.cell(heading.row, column + 1).value): column + 1 for column in heading.remarks}
    new = max((*heading.columns, *heading.remarks)) + 2
    found = []
    for name in (RESULT, ERROR):
        column = texts.get(name, new)
        new = max(new, column + 1) if name not in texts else new
        _head(sheet, heading.row, column, name)
        found.append(column)
    return found[0], found[1]


def _head(sheet: Worksheet, row: int, column: int, name: str) -> None:
    _write(sheet.cell(row, column), name, HEAD)
    if sheet.row_dimensions[row].hidden and row > 1:
        row -= 1
        _write(sheet.cell(row, column), name.removeprefix(REMARK), HEAD)
    sheet.cell(row, column).font = WHITE_BOLD
    sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[name]


def _explain(cell: Cell | MergedCell, error: Mapping[str, Any]) -> None:
    if isinstance(cell, MergedCell):
        return  # the cell it is part of speaks for it
    cell.fill = BAD
    comment = Comment(str(error["message"])[:1000], AUTHOR)
    comment.width, comment.height = 360, 120
    cell.comment = comment


def _write(cell: Cell | MergedCell, text: str, fill: PatternFill) -> None:
    if isinstance(cell, MergedCell):
        return
    write_text(cell, text)
    cell.font, cell.fill, cell.border, cell.alignment = BODY, fill, BOX, LEFT
