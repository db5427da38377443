"""What must hold of the figures files kept with a province: known units and indicators, each figure once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from shared.catalogue.calendar import ReportingCalendar
from shared.catalogue.checks.targets import dimension_faults
from shared.catalogue.draft import Draft
from shared.catalogue.files.table import NUMBER, Row, iso_day, read_rows
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.figures import is_period

COLUMNS = ("unit", "indicator", "as_of")
NUMBERS = ("value", "numerator", "denominator", "revision")
OPTIONAL = ("dimension", "period", "window_start", *NUMBERS, "no_activity", "#source")

#: what units sent, month by month, what stood before the first of them, and what editions and reports stated,
#: which may say one thing twice
FOLDERS = {"figures": False, "openings": False, "editions": True}
STATED = ("window_start", "as_of", *NUMBERS, "no_activity")


def figure_problems(folder: Path, draft: Draft) -> list[Problem]:
    """The problems of every `figures/*.csv`, `openings/*.csv` and `editions/*.csv` of the folder."""
    problems = []
    units, indicators = draft.unit_ids(), draft.by_indicator()
    for kept, repeats in FOLDERS.items():
        for path in sorted((folder / kept).glob("*.csv")):
            rows, of_file = read_rows(folder, f"{kept}/{path.name}", COLUMNS, OPTIONAL)
            for row in rows:
                _check(row, units, indicators)
            _check_repeated(rows, draft.calendar, repeats=repeats)
            problems += of_file + [problem for row in rows for problem in row.problems]
    return problems


def _check_repeated(rows: Iterable[Row], calendar: ReportingCalendar, *, repeats: bool) -> None:
    """A figure stands once; where it may be repeated, it is the same figure again."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = (*(row.text(column) for column in ("unit", "indicator", "dimension", "revision")), _period(row, calendar))
        first = seen.setdefault(key, row)
        if first is row or (repeats and all(first.text(column) == row.text(column) for column in STATED)):
            continue
        row.wrong(f"is {'another figure for the same cell as' if repeats else 'the same figure as'} line {first.line}")


def _period(row: Row, calendar: ReportingCalendar) -> str:
    """The period that is stated, else the one of the day."""
    day = iso_day(row.text("as_of"))
    return row.text("period") or (calendar.period_of(day) if day else "")


def _check(row: Row, units: set[str], indicators: dict[str, Indicator]) -> None:
    if row.needed("unit") not in units:
        row.wrong(f"unit {row.text('unit')} is not in units.csv")
    indicator = indicators.get(row.needed("indicator"))
    if indicator is None:
        row.wrong(f"indicator {row.text('indicator')} is not in indicators.csv")
    else:
        for fault in dimension_faults(row.text("dimension"), indicator):
            row.wrong(fault)
    if row.text("period") and not is_period(row.text("period")):
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
