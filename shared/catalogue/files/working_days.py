"""working_days.csv: single days on which offices work although they would not, or the other way round."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.draft import DayOverride, Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem

COLUMNS = ("day", "working", "legal_basis")


def read_working_days(folder: Path) -> tuple[list[Stated[DayOverride]], list[Problem]]:
    """The days that are stated; none without the file."""
    rows, problems = read_rows(folder, "working_days.csv", COLUMNS, may_lack=True)
    found = [(row, _override(row)) for row in rows]
    days = [Stated(override, row.file, row.line) for row, override in found if override is not None]
    return days, problems + [problem for row in rows for problem in row.problems]


def _override(row: Row) -> DayOverride | None:
    """None where there is no day to read."""
    row.needed("day")
    row.needed("working")
    day, working, basis = row.day("day"), row.flag("working"), row.needed("legal_basis")
    return None if day is None else DayOverride(day, working=working, legal_basis=basis)
