"""lineage.csv: one line for each predecessor and successor of a reorganisation."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.lineage import Succession, SuccessionKind
from shared.catalogue.problem import Problem

FILE = "lineage.csv"
COLUMNS = ("day", "kind", "predecessor", "successor", "legal_basis")
KINDS: tuple[SuccessionKind, ...] = get_args(SuccessionKind)


def read_lineage(folder: Path) -> tuple[list[Stated[Succession]], list[Problem]]:
    """The successions; none without the file."""
    rows, problems = read_rows(folder, FILE, COLUMNS, may_lack=True)
    successions = [Stated(_succession(row), row.file, row.line) for row in rows]
    return successions, problems + [problem for row in rows for problem in row.problems]


def _succession(row: Row) -> Succession:
    row.needed("day")
    return Succession(
        day=row.day("day") or date.min,
        kind=row.choice("kind", KINDS),
        predecessor=row.needed("predecessor"),
        successor=row.needed("successor"),
        legal_basis=row.needed("legal_basis"),
    )
