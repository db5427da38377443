"""groups.csv: one membership a line; the lines of one group make it up together."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.draft import GroupMember, Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.group import Membership
from shared.catalogue.problem import Problem

FILE = "groups.csv"
COLUMNS = ("group", "name_vi", "name_en", "unit")
DATES = ("valid_from", "valid_to")


def read_groups(folder: Path) -> tuple[list[Stated[GroupMember]], list[Problem]]:
    """The memberships; none without the file."""
    rows, problems = read_rows(folder, FILE, COLUMNS, DATES, may_lack=True)
    members = [Stated(_member(row), row.file, row.line) for row in rows]
    return members, problems + [problem for row in rows for problem in row.problems]


def _member(row: Row) -> GroupMember:
    return GroupMember(
        id=row.needed("group"),
        name_vi=row.needed("name_vi"),
        name_en=row.needed("name_en"),
        membership=Membership(row.needed("unit"), row.day("valid_from"), row.day("valid_to")),
    )
