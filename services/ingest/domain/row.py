"""A row of a table as the figure it is sent as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.ingest.domain.cell import Cell, Line, place_of
from services.ingest.domain.heading import NUMBERS, Heading
from services.ingest.domain.notation import Notation, read_written, spelled
from shared.errors import Refused
from shared.figures import parse_dimension, plain
from shared.wording import say

FIGURE = (*NUMBERS, "no_activity")
YES, NO = ("1", "x", "true"), ("0", "false")
SHOWN = 40


@dataclass(frozen=True)
class Row:
    """One line of figures: its number in the file and the item it is sent as.

    In place of what cannot be read stands the Refused that says why.
    """

    number: int
    item: dict[str, Any]


def read_row(line: Line, heading: Heading) -> Row | None:
    """The row of a line, None for a row of a form that was left blank. Raises Refused for a cell without a heading."""
    stray = next((place for place in line.cells if place not in heading.columns and place not in heading.remarks), None)
    if stray is not None:
        raise Refused(
            "malformed-file", say("cell-without-heading", place=place_of(stray, line.number), row=heading.row)
        )
    cells = {name: line.cells[place] for place, name in heading.columns.items() if place in line.cells}
    if not cells or (heading.is_form and not any(name in cells for name in FIGURE)):
        return None
    item = {name: _field(name, cell, heading.notations[name]) for name, cell in cells.items()}
    return Row(line.number, item)


def _field(name: str, cell: Cell, notation: Notation) -> Any:
    try:
        return _read(name, cell, notation)
    except Refused as refused:
        refused.pointer = f"/{name}"
        return refused


def _read(name: str, cell: Cell, notation: Notation) -> Any:
    if cell.kind == "formula":
        raise Refused("formula-cell", say("cell-formula", place=cell.place), value=str(cell.content))
    if cell.kind == "error":
        message = say("cell-error", place=cell.place, text=str(cell.content)[:SHOWN])
        raise Refused("malformed-field", message, value=str(cell.content))
    if name in NUMBERS:
        return spelled(read_written(cell, notation))
    if name == "no_activity":
        return _flag(cell)
    text = _text(cell, whole_month=name == "period")
    return _dimension(text, cell) if name == "dimension" else text


def _text(cell: Cell, *, whole_month: bool) -> str:
    if isinstance(cell.content, bool):
        raise Refused("malformed-field", say("cell-true-or-false", place=cell.place), value=cell.content)
    if isinstance(cell.content, date):
        # A spreadsheet turns "2023-02" into the first day of the month.
        return f"{cell.content:%Y-%m}" if whole_month and cell.content.day == 1 else cell.content.isoformat()
    return plain(cell.content) if isinstance(cell.content, Decimal) else cell.content


def _flag(cell: Cell) -> bool:
    said = cell.content if not isinstance(cell.content, Decimal) else plain(cell.content)
    text = str(said).lower()
    if text in YES or text in NO:
        return text in YES
    raise Refused("malformed-field", say("cell-no-flag", place=cell.place, text=text[:SHOWN]), value=str(said))


def _dimension(text: str, cell: Cell) -> dict[str, str]:
    try:
        return parse_dimension(text)
    except ValueError:
        raise Refused("malformed-field", say("cell-dimension", place=cell.place), value=text) from None
