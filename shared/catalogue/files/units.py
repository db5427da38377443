"""units.csv and unit_names.csv."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from shared.catalogue.draft import Stated, UnitName
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem
from shared.catalogue.unit import Level, Name, Unit

LEVELS: tuple[Level, ...] = get_args(Level)
COLUMNS = ("id", "level", "parent", "short_name", "aliases", "national_code", "valid_from", "valid_to")
OPTIONAL = ("remainder",)
NAME_COLUMNS = ("unit", "name", "valid_from", "valid_to")


def read_names(folder: Path) -> tuple[list[Stated[UnitName]], list[Problem]]:
    """The dated official names, one a line."""
    rows, problems = read_rows(folder, "unit_names.csv", NAME_COLUMNS)
    names = [Stated(_name(row), row.file, row.line) for row in rows]
    return names, problems + [problem for row in rows for problem in row.problems]


def read_units(folder: Path, names: list[Stated[UnitName]]) -> tuple[list[Stated[Unit]], list[Problem]]:
    """The units, each with those of `names` that are its own."""
    rows, problems = read_rows(folder, "units.csv", COLUMNS, OPTIONAL)
    units = [Stated(_unit(row, names), row.file, row.line) for row in rows]
    return units, problems + [problem for row in rows for problem in row.problems]


def _name(row: Row) -> UnitName:
    return UnitName(row.needed("unit"), Name(row.needed("name"), row.day("valid_from"), row.day("valid_to")))


def _unit(row: Row, names: list[Stated[UnitName]]) -> Unit:
    unit = row.needed("id")
    return Unit(
        id=unit,
        level=row.choice("level", LEVELS),
        parent=row.text("parent") or None,
        names=tuple(name.value.name for name in names if name.value.unit == unit),
        short_name=row.needed("short_name"),
        aliases=row.listed("aliases"),
        national_code=row.text("national_code") or None,
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        remainder=row.flag("remainder"),
    )
