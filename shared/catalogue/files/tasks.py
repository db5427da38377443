"""tasks.csv: what a directive assigns to whom, and by when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem
from shared.catalogue.target import Scope, ScopeKind
from shared.catalogue.task import Task

SCOPES: dict[str, ScopeKind] = {"levels": "level", "groups": "group", "units": "unit"}
COLUMNS = (
    "id",
    "levels",
    "groups",
    "units",
    "coordinating",
    "title",
    "legal_basis",
    "assigned_on",
    "due_work",
    "due_report",
)


def read_tasks(folder: Path) -> tuple[list[Stated[Task]], list[Problem]]:
    """The tasks; none without the file."""
    rows, problems = read_rows(folder, "tasks.csv", COLUMNS, may_lack=True)
    tasks = [Stated(_task(row), row.file, row.line) for row in rows]
    return tasks, problems + [problem for row in rows for problem in row.problems]


def _task(row: Row) -> Task:
    row.needed("assigned_on")
    return Task(
        id=row.needed("id"),
        scopes=tuple(Scope(kind, value) for column, kind in SCOPES.items() for value in row.listed(column)),
        title=row.needed("title"),
        legal_basis=row.needed("legal_basis"),
        assigned_on=row.day("assigned_on") or date.max,
        coordinating=row.listed("coordinating"),
        due_work=row.day("due_work"),
        due_report=row.day("due_report"),
    )
