"""The heading of a table of figures: which column is which field, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.ingest.domain.cell import Line
from services.ingest.domain.item import FIELDS
from services.ingest.domain.notation import Notation, parse_notation
from shared.errors import Refused
from shared.wording import say

NEEDED = ("unit", "indicator", "as_of")
NUMBERS = ("value", "numerator", "denominator")
#: a column of this mark is for people; this one says that the table is a form, whose rows without a figure say nothing
REMARK, FORM = "#", "#form"


@dataclass(frozen=True)
class Heading:
    """Where the heading stands, each column's field, and the columns that are remarks; `notations` by field."""

    row: int
    columns: Mapping[int, str]
    remarks: Collection[int]
    notations: Mapping[str, Notation]
    is_form: bool = False


def find_heading(lines: Sequence[Line]) -> Line | None:
    """The first line that names all columns a figure needs."""
    return next((line for line in lines if set(NEEDED) <= {_name(text) for text in _texts(line).values()}), None)


def read_heading(line: Line, declared: Mapping[str, Notation]) -> Heading:
    """Read the heading. What it says of a column goes before what is declared beside the file. Raises Refused."""
    texts = _texts(line)
    columns = {place: _name(text) for place, text in texts.items() if not text.startswith(REMARK)}
    _check(line.number, list(columns.values()), declared)
    notations = {}
    for place, name in columns.items():
        beside = declared.get(name, Notation()).over(declared.get("", Notation()))
        notations[name] = _said(line.number, name, texts[place].partition(":")[2]).over(beside)
    return Heading(line.number, columns, set(texts) - set(columns), notations, is_form=FORM in texts.values())


def _texts(line: Line) -> dict[int, str]:
    return {place: str(cell.content).strip().lower() for place, cell in line.cells.items()}


def _name(text: str) -> str:
    return text.partition(":")[0].strip()


def _said(row: int, name: str, words: str) -> Notation:
    if words and name not in NUMBERS:
        raise Refused("malformed-file", say("column-without-numbers", row=row, column=name[:40]))
    try:
        return parse_notation(words)
    except Refused as refused:
        raise Refused("malformed-file", refused.message) from None


def _check(row: int, names: list[str], declared: Mapping[str, Notation]) -> None:
    for name in names:
        if name not in FIELDS or names.count(name) > 1:
            wrong = "column-twice" if name in FIELDS else "column-unknown"
            raise Refused("malformed-file", say(wrong, row=row, column=name[:40], columns=", ".join(FIELDS)))
    for name in NEEDED:
        if name not in names:
            raise Refused("malformed-file", say("column-missing", row=row, column=name))
    for name in declared:
        if name and (name not in NUMBERS or name not in names):
            raise Refused("malformed-request", say("no-number-column", column=name[:40]))
