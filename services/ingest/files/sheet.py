"""The lines of one sheet of a workbook, read as they stream by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from services.ingest.domain.cell import Cell, Line, place_of, text_cell
from services.ingest.files.workbook import Workbook
from shared.errors import Refused
from shared.office.xml_part import Part, fed
from shared.wording import say

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
NUMBER = re.compile(r"-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?", re.ASCII)
#: of the day count: its 29 February 1900 never was, so days before it are not counted alike everywhere
FIRST_DAY, LAST_DAY = 61, 2_958_465


class SheetPart(Part):
    """xl/worksheets/sheetN.xml: `lines` are those complete so far, taken away by the reader."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._workbook = workbook
        self._row = 0
        self._column = -1
        self._cells: dict[int, Cell] = {}
        self._kind = self._style = self._value = self._formula = ""
        self._in_cell = self._has_formula = self._aside = False

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._open_row(attributes.get("r"))
        elif name == "c":
            self._open_cell(attributes)
        elif self._in_cell:
            self._open_within(name)

    def closes(self, name: str, text: str) -> None:
        if name == "row" and self._cells:
            self.lines.append(Line(self._row, self._cells))
            self._cells = {}
        elif name == "c":
            self._close_cell()
        elif self._in_cell:
            self._close_within(name, text)

    def _open_within(self, name: str) -> None:
        if name == "f":
            self._has_formula = True
            self.listen()
        elif name == "rPh":
            self._aside = True
        elif name in ("v", "t") and not self._aside:
            self.listen()

    def _close_within(self, name: str, text: str) -> None:
        if name == "f":
            self._formula = text
        elif name == "rPh":
            self._aside = False
        elif name in ("v", "t"):
            self._value += text

    def _open_row(self, number: str | None) -> None:
        row = int(number) if number and number.isascii() and number.isdigit() else self._row + 1
        if not self._row < row <= MOST_ROWS:
            raise Refused("malformed-file", say("sheet-order", row=self._row))
        self._row, self._column, self._cells = row, -1, {}

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        column = self._column + 1 if place is None else _column(place, self._row)
        if not self._column < column < MOST_COLUMNS:
            raise Refused("malformed-file", say("sheet-order", row=self._row))
        self._column, self._in_cell, self._has_formula = column, True, False
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._value = self._formula = ""

    def _close_cell(self) -> None:
        self._in_cell = False
        cell = self._cell(place_of(self._column, self._row))
        if cell is not None:
            self._cells[self._column] = cell

    def _cell(self, place: str) -> Cell | None:
        if self._has_formula:
            return Cell("formula", f"={self._formula}", place)
        return self._stated(place) if self._value else None

    def _stated(self, place: str) -> Cell | None:
        match self._kind:
            case "n":
                return self._number(place)
            case "b":
                return Cell("flag", self._value == "1", place)
            case "e":
                return Cell("error", self._value, place)
            case "s":
                return text_cell(self._shared(place), place)
        # A day may also stand as text such as 2023-03-17T00:00:00.
        return text_cell(self._value[:10] if self._kind == "d" else self._value, place)

    def _shared(self, place: str) -> str:
        index, strings = self._value.strip(), self._workbook.strings
        if not (index.isascii() and index.isdigit() and int(index[:9]) < len(strings)):
            raise Refused("malformed-file", say("sheet-no-text", place=place))
        return strings[int(index[:9])]

    def _number(self, place: str) -> Cell:
        text = self._value.strip()
        if not NUMBER.fullmatch(text):
            raise Refused("malformed-file", say("sheet-no-number", place=place, text=text[:40]))
        number = stored_number(text)
        style, shown = self._style, self._workbook.shown
        known = style.isascii() and style.isdigit() and int(style[:9]) < len(shown)
        kind = shown[int(style[:9])] if known else "number"
        return _day(number, self._workbook.epoch, place) if kind == "day" else Cell(kind, number, place)


def sheet_lines(workbook: Workbook, name: str) -> Iterator[Line]:
    """The lines of a sheet that are not empty. Raises Refused where the sheet breaks off or is no table."""
    part = SheetPart(workbook)
    for _piece in fed(workbook.archive, workbook.sheets[name], part):
        lines, part.lines = part.lines, []
        yield from lines


def stored_number(text: str) -> Decimal:
    """The decimal that was typed: a workbook keeps its binary neighbour, which its shortest text turns back.

    No arithmetic is done on the way: 0.92700000000000005 -> 0.927.
    """
    return Decimal(repr(float(text))) if any(mark in text for mark in ".eE") else Decimal(text)


def _day(number: Decimal, epoch: date, place: str) -> Cell:
    whole = int(number) if number.is_finite() and FIRST_DAY <= number <= LAST_DAY else None
    if whole is None:
        return Cell("error", str(number), place)
    try:
        return Cell("day", epoch + timedelta(days=whole), place)
    except OverflowError:
        return Cell("error", str(number), place)


def _column(place: str, row: int) -> int:
    found = PLACE.fullmatch(place)
    if not found or int(found[2]) != row:
        raise Refused("malformed-file", say("sheet-no-cell", text=place[:20], row=row))
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
