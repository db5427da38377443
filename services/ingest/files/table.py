"""The figures of a file, CSV or XLSX: every row of its one table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.ingest.domain.cell import Line
from services.ingest.domain.heading import Heading, find_heading, read_heading
from services.ingest.domain.notation import Notation
from services.ingest.domain.row import Row, read_row
from services.ingest.files.csv_lines import csv_lines
from services.ingest.files.sheet import sheet_lines
from services.ingest.files.workbook import open_workbook
from shared.errors import Refused
from shared.wording import say

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: above the heading a file may have so many lines for people
SEARCHED = 20
#: of one file, by the command: what a machine of the office holds with ease
MOST_ROWS = 200_000
MOST_BYTES = 50 * 1024 * 1024
UNDECLARED: Mapping[str, Notation] = {}


@dataclass(frozen=True)
class Table:
    """`sheet` is its name in a workbook, None in a CSV file."""

    sheet: str | None
    heading: Heading
    rows: list[Row]


def kind_of(content: bytes) -> str:
    """The media type that the content shows, whatever its name or sender says."""
    return XLSX if content.startswith(ZIP) else CSV


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises Refused when it cannot be read or is too big."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused("malformed-file", say("file-too-large", path=path, size=size, most=MOST_BYTES))
        return path.read_bytes()
    except OSError as error:
        raise Refused("malformed-file", say("file-unreadable", path=path, reason=error.strerror)) from error


def read_table(content: bytes, declared: Mapping[str, Notation] = UNDECLARED, most: int = MOST_ROWS) -> Table:
    """Every row of the file. Raises Refused, naming row and column, when the file cannot be used.

    What is wrong in one row stands in its place, so that the others can go on.
    """
    if content.startswith(OLE):
        raise Refused("malformed-file", say("file-old-or-locked"))
    sheets = _sheets(content)
    sheet, first, lines = _figures_in(sheets)
    heading = read_heading(first, declared)
    rows: list[Row] = []
    for line in lines:
        row = read_row(line, heading)
        if row is None:
            continue
        if len(rows) == most:
            raise Refused("too-many-figures", say("file-figures-at-most", most=most))
        rows.append(row)
    if not rows:
        raise Refused("malformed-file", say("file-without-figures"))
    return Table(sheet, heading, rows)


def _sheets(content: bytes) -> dict[str | None, Iterator[Line]]:
    if kind_of(content) == CSV:
        return {None: csv_lines(content)}
    workbook = open_workbook(content)
    return {name: sheet_lines(workbook, name) for name in workbook.sheets}


def _figures_in(sheets: Mapping[str | None, Iterator[Line]]) -> tuple[str | None, Line, Iterator[Line]]:
    """The one sheet with figures: its name, its heading, and the lines below."""
    beginnings = {name: list(itertools.islice(lines, SEARCHED)) for name, lines in sheets.items()}
    headings = {name: found for name, lines in beginnings.items() if (found := find_heading(lines))}
    if len(headings) > 1:
        raise Refused("malformed-file", say("file-several-sheets", sheets=", ".join(map(str, headings))))
    name = next(iter(headings or beginnings), None)
    begun = beginnings.get(name, [])
    heading = headings.get(name) or (begun[0] if begun else Line(1, {}))
    below = (line for line in begun if line.number > heading.number)
    return name, heading, itertools.chain(below, sheets.get(name, iter(())))
