"""The paragraphs and tables of a DOCX while they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WIDEST = 100
NOTE = re.compile(r"[\d*()]{1,4}")


def is_mark(raised: str, before: str) -> bool:
    """Whether a raised text refers to a note about the figure before it."""
    return bool(NOTE.fullmatch(raised.strip())) and (before.isdecimal() or before == "%")


@dataclass
class Cell:
    """A cell: how wide it is, whether it goes on from the row above, whether it was deleted."""

    texts: list[str] = field(default_factory=list)
    span: int = 1
    goes_on: bool = False
    gone: bool = False

    @property
    def width(self) -> int:
        return max(1, min(self.span, WIDEST))


@dataclass
class Grid:
    """A table. `heads` is how many rows from the top are marked as headings; a row that is `gone` was deleted."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    row_lines: list[str] = field(default_factory=list)
    cell: Cell | None = None
    heads: int = 0
    head: bool = False
    gone: bool = False

    def close_cell(self) -> None:
        cell, self.cell = self.cell or Cell(), None
        if cell.gone:
            return
        place = len(self.row)
        above = self.rows[-1][place] if cell.goes_on and self.rows and place < len(self.rows[-1]) else ""
        self.row.extend([above or " ".join(cell.texts)] * cell.width)
        self.row_lines.extend(cell.texts)

    def close_row(self) -> None:
        if not self.gone:
            if self.head and self.heads == len(self.rows):
                self.heads += 1
            self.rows.append(self.row)
            self.lines.extend(self.row_lines)
        self.row, self.row_lines, self.head, self.gone = [], [], False, False


@dataclass
class Line:
    """A paragraph; one that `joins` has lost its end, and goes on in the next."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    joins: bool = False
    hidden: bool = False
    raised: bool = False

    def add(self, text: str) -> None:
        """A raised number after a figure is the mark of a note, no digit of it."""
        before = "".join(self.pieces[-1:])[-1:]
        if not self.hidden and not (self.raised and is_mark(text, before)):
            self.pieces.append(text)
