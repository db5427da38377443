"""What keeps somebody from finding the way in a workbook by ear or on a small screen: titles, names, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

UNNAMED: Final = re.compile(r"(?i)^(sheet|trang tính|trang)\s*\d*$")


def faults(content: bytes) -> list[str]:
    """What is wrong with an .xlsx; empty when everything can be found."""
    book = load_workbook(BytesIO(content))
    first, *others = book.worksheets
    return [
        *_stated(book),
        *(fault for sheet in (first, *others) for fault in _named(sheet)),
        *(fault for sheet in others for fault in _headed(sheet)),
        *_led(first, others),
    ]


def _stated(book: Workbook) -> Iterator[str]:
    if not (book.properties.title or "").strip():
        yield "the workbook has no title"
    if book.active is not book.worksheets[0]:
        yield "the workbook does not open on its first sheet"


def _named(sheet: Worksheet) -> Iterator[str]:
    if UNNAMED.fullmatch(sheet.title.strip()):
        yield f"{sheet.title}: the sheet has no name of its own"
    if not str(sheet["A1"].value or "").strip():
        yield f"{sheet.title}: nothing in A1 says what the sheet shows"
    if sheet.sheet_state != "visible":
        yield f"{sheet.title}: the sheet is hidden"


def _headed(sheet: Worksheet) -> Iterator[str]:
    """Text in one column needs no headings."""
    if sheet.max_column == 1:
        return
    if sheet.freeze_panes in (None, "A1"):
        yield f"{sheet.title}: the headings do not stay in sight"
    if not sheet.print_title_rows:
        yield f"{sheet.title}: the headings are not printed on every page"


def _led(first: Worksheet, others: Sequence[Worksheet]) -> Iterator[str]:
    """The first sheet leads to each of the others."""
    links = [cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink]
    led = {str(place or "").partition("!")[0].strip("'") for place in links}
    yield from (f"{sheet.title}: the first sheet does not lead to it" for sheet in others if sheet.title not in led)
