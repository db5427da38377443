"""programmes.csv, targets.csv and milestones.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from shared.catalogue.draft import Stated, TargetMilestone
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.milestone import Milestone
from shared.catalogue.problem import Problem
from shared.catalogue.target import Comparator, Programme, Scope, ScopeKind, Target, TargetKind

COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
SCOPES: tuple[ScopeKind, ...] = get_args(ScopeKind)
KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
FILE = "targets.csv"
PROGRAMME_COLUMNS = ("id", "name_vi", "name_en", "order")
PROGRAMME_OPTIONAL = ("near",)
MILESTONE_FILE = "milestones.csv"
MILESTONE_COLUMNS = ("target", "version", "day", "threshold")
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
OPTIONAL = ("kind", "upper", "near", "margin", "path_from", "path_start")


def read_programmes(folder: Path) -> tuple[list[Stated[Programme]], list[Problem]]:
    rows, problems = read_rows(folder, "programmes.csv", PROGRAMME_COLUMNS, PROGRAMME_OPTIONAL)
    programmes = [Stated(_programme(row), row.file, row.line) for row in rows]
    return programmes, problems + [problem for row in rows for problem in row.problems]


def read_milestones(folder: Path) -> tuple[list[Stated[TargetMilestone]], list[Problem]]:
    """The steps of paths; none without the file."""
    rows, problems = read_rows(folder, MILESTONE_FILE, MILESTONE_COLUMNS, may_lack=True)
    found = [(row, _milestone(row)) for row in rows]
    stated = [Stated(milestone, row.file, row.line) for row, milestone in found if milestone is not None]
    return stated, problems + [problem for row in rows for problem in row.problems]


def read_targets(
    folder: Path, milestones: Sequence[Stated[TargetMilestone]] = (), file: str = FILE
) -> tuple[list[Stated[Target]], list[Problem]]:
    """The targets that `file` states, each with those of `milestones` that are its own."""
    rows, problems = read_rows(folder, file, COLUMNS, OPTIONAL)
    steps: dict[tuple[str, str], list[Milestone]] = {}
    for stated in milestones:
        steps.setdefault((stated.value.target, stated.value.version), []).append(stated.value.milestone)
    targets = [Stated(_with_steps(_target(row), steps), row.file, row.line) for row in rows]
    return targets, problems + [problem for row in rows for problem in row.problems]


def _programme(row: Row) -> Programme:
    order = row.number("order")
    if order != int(order):
        row.wrong(f"order is {order}, not a whole number")
    near = row.number_or_none("near")
    return Programme(row.needed("id"), row.needed("name_vi"), row.needed("name_en"), int(order), near)


def _milestone(row: Row) -> TargetMilestone | None:
    """None where there is no day to read."""
    row.needed("day")
    day, threshold = row.day("day"), row.number("threshold")
    target, version = row.needed("target"), row.needed("version")
    return None if day is None else TargetMilestone(target, version, Milestone(day, threshold))


def _with_steps(target: Target, steps: dict[tuple[str, str], list[Milestone]]) -> Target:
    return replace(target, milestones=tuple(sorted(steps.get((target.id, target.version), ()))))


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
        kind=row.choice("kind", KINDS) if row.text("kind") else "plan",
        upper=row.number_or_none("upper"),
        near=row.number_or_none("near"),
        margin=row.number_or_none("margin"),
        path_from=row.day("path_from"),
        path_start=row.number_or_none("path_start"),
    )
