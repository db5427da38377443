"""What must hold of the figures files kept with a province: known units and indicators, each figure once."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.checks.targets import dimension_faults
from shared.catalogue.draft import Draft
from shared.catalogue.files.table import NUMBER, Row, read_rows
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.figures import is_period

COLUMNS = (
    "unit",
    "indicator",
    "dimension",
    "period",
    "window_start",
    "as_of",
    "value",
    "numerator",
    "denominator",
    "revision",
    "no_activity",
)
NUMBERS = ("value", "numerator", "denominator", "revision")


def figure_problems(folder: Path, draft: Draft) -> list[Problem]:
    """The problems of every `figures/*.csv` of the folder."""
    problems = []
    units, indicators = draft.unit_ids(), draft.by_indicator()
    for path in sorted((folder / "figures").glob("*.csv")):
        rows, of_file = read_rows(folder, f"figures/{path.name}", COLUMNS)
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            _check(row, units, indicators)
            key = tuple(row.text(column) for column in ("unit", "indicator", "dimension", "period", "revision"))
            if seen.setdefault(key, row.line) != row.line:
                row.wrong(f"is the same figure as line {seen[key]}")
        problems += of_file + [problem for row in rows for problem in row.problems]
    return problems


def _check(row: Row, units: set[str], indicators: dict[str, Indicator]) -> None:
    if row.needed("unit") not in units:
        row.wrong(f"unit {row.text('unit')} is not in units.csv")
    indicator = indicators.get(row.needed("indicator"))
    if indicator is None:
        row.wrong(f"indicator {row.text('indicator')} is not in indicators.csv")
    else:
        for fault in dimension_faults(row.text("dimension"), indicator):
            row.wrong(fault)
    if not is_period(row.text("period")):
        row.wrong(f"period is {row.text('period')!r}, not a month such as 2022-06")
    row.needed("as_of")
    if None not in (started := row.day("window_start"), ended := row.day("as_of")) and str(started) > str(ended):
        row.wrong(f"window_start {started} is after as_of {ended}")
    for column in NUMBERS:
        if row.text(column) and not NUMBER.fullmatch(row.text(column)):
            row.wrong(f"{column} is {row.text(column)!r}, not a number such as 88.9")
    has_figure = bool(row.text("value") or (row.text("numerator") and row.text("denominator")))
    if has_figure == row.flag("no_activity"):
        row.wrong("has a figure or no_activity 1: exactly one")
