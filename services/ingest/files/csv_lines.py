"""The lines of a CSV file: UTF-8 with or without BOM, cells parted by ; or ,."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from services.ingest.domain.cell import Cell, Line, place_of, text_cell
from shared.errors import Refused
from shared.wording import say


def csv_lines(content: bytes) -> Iterator[Line]:
    """Every line that is not empty. Raises Refused when this is no CSV file in UTF-8."""
    text = decoded(content)
    heading = next((line for line in text.splitlines()[:20] if "indicator" in line.lower()), text.partition("\n")[0])
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            line = _line(number, cells)
            if line.cells:
                yield line
    except csv.Error as error:
        raise Refused("malformed-file", say("file-not-csv", line=reader.line_num, reason=error)) from None


def decoded(content: bytes) -> str:
    """The text of the file. Raises Refused naming the first byte that is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("malformed-file", say("file-encoding", byte=error.start)) from None
    if "\0" in text:
        raise Refused("malformed-file", say("file-not-text"))
    return text


def _line(number: int, cells: list[str]) -> Line:
    found: dict[int, Cell] = {}
    for column, text in enumerate(cells):
        if text and (cell := text_cell(text, place_of(column, number))):
            found[column] = cell
    return Line(number, found)
