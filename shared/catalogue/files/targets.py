"""programmes.csv and targets.csv."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem
from shared.catalogue.target import Comparator, Programme, Scope, ScopeKind, Target

COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
SCOPES: tuple[ScopeKind, ...] = get_args(ScopeKind)
PROGRAMME_COLUMNS = ("id", "name_vi", "name_en", "order")
COLUMNS = (
    "id",
    "version",
    "programme",
    "indicator",
    "dimension",
    "scope_kind",
    "scope_value",
    "comparator",
    "threshold",
    "valid_from",
    "valid_to",
    "due",
    "legal_basis",
)


def read_programmes(folder: Path) -> tuple[list[Stated[Programme]], list[Problem]]:
    rows, problems = read_rows(folder, "programmes.csv", PROGRAMME_COLUMNS)
    programmes = [Stated(_programme(row), row.file, row.line) for row in rows]
    return programmes, problems + [problem for row in rows for problem in row.problems]


def read_targets(folder: Path) -> tuple[list[Stated[Target]], list[Problem]]:
    rows, problems = read_rows(folder, "targets.csv", COLUMNS)
    targets = [Stated(_target(row), row.file, row.line) for row in rows]
    return targets, problems + [problem for row in rows for problem in row.problems]


def _programme(row: Row) -> Programme:
    order = row.number("order")
    if order != int(order):
        row.wrong(f"order is {order}, not a whole number")
    return Programme(row.needed("id"), row.needed("name_vi"), row.needed("name_en"), int(order))


def _target(row: Row) -> Target:
    return Target(
        id=row.needed("id"),
        version=row.needed("version"),
        programme=row.needed("programme"),
        indicator=row.needed("indicator"),
        scope=Scope(row.choice("scope_kind", SCOPES), row.text("scope_value")),
        comparator=row.choice("comparator", COMPARATORS),
        threshold=row.number("threshold"),
        legal_basis=row.needed("legal_basis"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        due=row.day("due"),
        dimension=row.text("dimension"),
    )
