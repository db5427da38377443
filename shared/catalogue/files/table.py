"""A CSV file of a province: rows whose cells are read strictly, every unreadable one becoming a Problem."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TypeVar

from shared.catalogue.problem import Problem

Choice = TypeVar("Choice", bound=str)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def iso_day(text: str) -> date | None:
    """The day written as 2022-10-01; None for anything else, also for the other ISO forms."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


@dataclass
class Row:
    """One line of a file. Reading a cell that is not what it must be marks the row as not usable."""

    file: str
    line: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, reason: str) -> None:
        self.problems.append(Problem(self.file, self.line, reason))

    def text(self, column: str) -> str:
        """The cell, "" where it is empty."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.text(column):
            self.wrong(f"{column} is empty")
        return self.text(column)

    def listed(self, column: str) -> tuple[str, ...]:
        """The values that the cell joins by `|`."""
        return tuple(part.strip() for part in self.text(column).split("|") if part.strip())

    def flag(self, column: str) -> bool:
        """1 or 0; empty is 0."""
        if self.text(column) not in ("", "0", "1"):
            self.wrong(f"{column} is {self.text(column)!r}, not 1 or 0")
        return self.text(column) == "1"

    def choice(self, column: str, allowed: Sequence[Choice]) -> Choice:
        """One of the allowed words; a stranger is reported and read as the first of them."""
        for word in allowed:
            if word == self.text(column):
                return word
        self.wrong(f"{column} is {self.text(column)!r}, not one of {', '.join(allowed)}")
        return allowed[0]

    def day(self, column: str) -> date | None:
        """The ISO date, None where the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        day = iso_day(text)
        if day is None:
            self.wrong(f"{column} is {text!r}, not a date such as 2022-10-01")
        return day

    def number(self, column: str) -> Decimal:
        """The decimal number with a dot; an unreadable one is reported and read as 0."""
        text = self.needed(column)
        if text and not NUMBER.fullmatch(text):
            self.wrong(f"{column} is {text!r}, not a number such as 88.9")
        return Decimal(text) if NUMBER.fullmatch(text) else Decimal(0)

    def number_or_none(self, column: str) -> Decimal | None:
        """The decimal number, None where the cell is empty."""
        return self.number(column) if self.text(column) else None


def read_rows(
    folder: Path, file: str, columns: Sequence[str], optional: Sequence[str] = (), *, may_lack: bool = False
) -> tuple[list[Row], list[Problem]]:
    """The rows of `file`, and what is wrong with the file as a whole. Missing columns read as empty cells.

    The `optional` columns may be left out; with `may_lack` so may the whole file, which then has no rows.
    """
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        return [], [] if may_lack else [Problem(file, 1, f"cannot be read: {error.strerror}")]
    except OSError as error:
        return [], [Problem(file, 1, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError:
        return [], [Problem(file, 1, "is not UTF-8")]
    reader = csv.reader(StringIO(text, newline=""))
    header = [name.strip() for name in next(reader, [])]
    rows, problems = [], _header_problems(file, header, columns, optional)
    for cells in reader:
        if not any(cells):
            continue
        row = Row(file, reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=False)))
        if len(cells) != len(header):
            row.wrong(f"has {len(cells)} cells, the header {len(header)}")
        rows.append(row)
    return rows, problems


def _header_problems(
    file: str, header: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    missing = [Problem(file, 1, f"column {name} is missing") for name in columns if name not in header]
    known = {*columns, *optional}
    unknown = [Problem(file, 1, f"column {name!r} is unknown") for name in header if name not in known]
    twice = [
        Problem(file, 1, f"column {name} is there twice") for name in sorted(set(header)) if header.count(name) > 1
    ]
    return missing + unknown + twice
