"""A cell of a table: what it holds, how it is shown, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from shared.figures import nfc

Kind = Literal["text", "number", "percent", "day", "flag", "formula", "error"]

# What a spreadsheet would calculate once it opens the text: a sign in front of digits alone is a number.
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,]*\s*%?$)")


@dataclass(frozen=True, slots=True)
class Cell:
    """`content` is text, a day, a flag, or the exact number stored; a percent is stored as a share of 1.

    Of a formula and of an error `content` is its text. `place` is its name in a spreadsheet, such as "C5".
    """

    kind: Kind
    content: str | Decimal | date | bool
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table by its number in the file; `cells` by column from 0, without the empty ones."""

    number: int
    cells: Mapping[int, Cell]


def text_cell(text: str, place: str) -> Cell | None:
    """The cell of a text, None when it is empty."""
    stripped = nfc(text).strip()
    if not stripped:
        return None
    return Cell("formula" if FORMULA.match(stripped) else "text", stripped, place)


def place_of(column: int, row: int) -> str:
    """The name of a cell: (2, 5) -> "C5"."""
    letters = ""
    left = column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
