"""Figures in a CSV file: UTF-8 with or without BOM, cells parted by ; or ,."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.ingest.domain.item import FIELDS
from shared.errors import Refused
from shared.figures import parse_dimension

NEEDED = ("unit", "indicator", "as_of")


@dataclass(frozen=True)
class Row:
    """One line of figures: its place in the file (the heading is row 1) and the item it is sent as."""

    number: int
    item: dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Every row of the file. Raises Refused, naming row and column, when the file cannot be used."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused("malformed-request", f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refused("malformed-request", f"{path} is not UTF-8 (byte {error.start}); save it as CSV UTF-8") from error
    if "\0" in text:
        raise Refused("malformed-request", f"{path} is not a CSV file")
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise Refused("malformed-request", f"{path}: {error}") from error
    if not rows:
        raise Refused("malformed-request", f"{path} has no figures")
    return rows


def _rows(text: str) -> Iterator[Row]:
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [name.strip().lower() for name in next(lines, [])]
    _check_heading(columns)
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise Refused("malformed-request", f"row {number} has {len(cells)} cells, the heading {len(columns)}")
        yield Row(number, _item(number, dict(zip(columns, cells, strict=False))))


def _check_heading(columns: list[str]) -> None:
    for name in columns:
        if name not in FIELDS or columns.count(name) > 1:
            wrong = "twice" if name in FIELDS else "unknown"
            raise Refused("malformed-request", f"row 1: column {name!r} is {wrong}; columns: {', '.join(FIELDS)}")
    for name in NEEDED:
        if name not in columns:
            raise Refused("malformed-request", f"row 1: column {name!r} is missing")


def _item(number: int, cells: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    if "no_activity" in item:
        item["no_activity"] = _flag(number, item["no_activity"])
    if "dimension" in item:
        try:
            item["dimension"] = parse_dimension(item["dimension"])
        except ValueError as error:
            raise Refused("malformed-request", f"row {number}, column dimension: {error}") from None
    return item


def _flag(number: int, cell: str) -> bool:
    if cell in ("0", "1"):
        return cell == "1"
    raise Refused("malformed-request", f"row {number}, column no_activity: {cell!r} is neither 1 nor 0")
