"""duties.csv: who owes which figure, how often, and by when."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from shared.catalogue.draft import Stated
from shared.catalogue.duty import DueRule, Duty, Frequency
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.files.targets import SCOPES
from shared.catalogue.problem import Problem
from shared.catalogue.target import Scope

FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
COLUMNS = (
    "id",
    "programme",
    "indicator",
    "dimension",
    "scope_kind",
    "scope_value",
    "applies",
    "frequency",
    "due",
    "valid_from",
    "valid_to",
    "legal_basis",
)
MOST_WORKING_DAYS = 60
MOST_DAYS = 31
CUT_OFF = DueRule("cut-off")


def read_duties(folder: Path) -> tuple[list[Stated[Duty]], list[Problem]]:
    """The duties; none without the file."""
    rows, problems = read_rows(folder, "duties.csv", COLUMNS, may_lack=True)
    duties = [Stated(_duty(row), row.file, row.line) for row in rows]
    return duties, problems + [problem for row in rows for problem in row.problems]


def _duty(row: Row) -> Duty:
    row.needed("applies")
    return Duty(
        id=row.needed("id"),
        programme=row.needed("programme"),
        indicator=row.needed("indicator"),
        dimension=row.text("dimension"),
        scope=Scope(row.choice("scope_kind", SCOPES), row.text("scope_value")),
        applies=row.flag("applies"),
        frequency=row.choice("frequency", FREQUENCIES),
        due=_due(row),
        legal_basis=row.needed("legal_basis"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
    )


def _due(row: Row) -> DueRule:
    text = row.needed("due")
    if text == "cut-off":
        return CUT_OFF
    if (found := re.fullmatch(r"\+([0-9]{1,2})", text)) and 1 <= int(found[1]) <= MOST_WORKING_DAYS:
        return DueRule("working-days", int(found[1]))
    if (found := re.fullmatch(r"d([0-9]{2})", text)) and 1 <= int(found[1]) <= MOST_DAYS:
        return DueRule("day", int(found[1]))
    if text:
        row.wrong(f"due is {text!r}, not cut-off, +1 to +{MOST_WORKING_DAYS} or d01 to d{MOST_DAYS}")
    return CUT_OFF
