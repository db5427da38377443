"""baselines.csv: the figures that programmes started from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from shared.catalogue.baseline import StartingFigure
from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem
from shared.figures import SeriesKey

FILE = "baselines.csv"
COLUMNS = ("programme", "unit", "indicator", "dimension", "as_of", "value", "numerator", "denominator", "source")


def read_baselines(folder: Path) -> tuple[list[Stated[StartingFigure]], list[Problem]]:
    """The starting figures; none without the file."""
    rows, problems = read_rows(folder, FILE, COLUMNS, may_lack=True)
    figures = [Stated(_starting_figure(row), row.file, row.line) for row in rows]
    return figures, problems + [problem for row in rows for problem in row.problems]


def _starting_figure(row: Row) -> StartingFigure:
    row.needed("as_of")
    return StartingFigure(
        programme=row.needed("programme"),
        series=SeriesKey(row.needed("unit"), row.needed("indicator"), row.text("dimension")),
        as_of=row.day("as_of") or date.min,
        value=row.number("value"),
        source=row.needed("source"),
        numerator=_part(row, "numerator", "denominator"),
        denominator=_part(row, "denominator", "numerator"),
    )


def _part(row: Row, column: str, other: str) -> Decimal | None:
    if row.text(other) and not row.text(column):
        row.wrong(f"{column} is empty, {other} is not")
    return row.number_or_none(column)
