"""indicators.csv: one indicator a line, the rule of its total in the columns total_*."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.indicator import Growth, Indicator, Measure, Members, TotalRule
from shared.catalogue.problem import Problem

MEASURES: tuple[Measure, ...] = get_args(Measure)
WAYS: tuple[Literal["sum", "ratio_of_sums"], ...] = ("sum", "ratio_of_sums")
TOTAL_COLUMNS = ("total_unit", "total_how", "total_levels", "total_units", "total_over", "total_parts")
COLUMNS = (
    "id",
    "name_vi",
    "name_en",
    "measure",
    "higher_is_better",
    "above_100",
    "ranked",
    "source_system",
    "dimensions",
    *TOTAL_COLUMNS,
)
OPTIONAL = ("case_vi", "case_en", "cumulative", "checks_off")
GROWTHS: tuple[Growth, ...] = get_args(Growth)


def read_indicators(folder: Path) -> tuple[list[Stated[Indicator]], list[Problem]]:
    rows, problems = read_rows(folder, "indicators.csv", COLUMNS, OPTIONAL)
    indicators = [Stated(_indicator(row), row.file, row.line) for row in rows]
    return indicators, problems + [problem for row in rows for problem in row.problems]


def _indicator(row: Row) -> Indicator:
    return Indicator(
        id=row.needed("id"),
        name_vi=row.needed("name_vi"),
        name_en=row.needed("name_en"),
        measure=row.choice("measure", MEASURES),
        higher_is_better=row.flag("higher_is_better"),
        above_100=row.flag("above_100"),
        ranked=row.flag("ranked"),
        source_system=row.text("source_system"),
        dimensions=_dimensions(row),
        total=_total(row),
        case_vi=row.text("case_vi") or Indicator.case_vi,
        case_en=row.text("case_en") or Indicator.case_en,
        cumulative=_cumulative(row),
        checks_off=row.listed("checks_off"),
    )


def _dimensions(row: Row) -> dict[str, tuple[str, ...]] | None:
    """`status=received|processed;date`: a key without values takes any value."""
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (piece.strip() for piece in row.text("dimensions").split(";"))):
        key, mark, values = part.partition("=")
        if key in found or not key or (mark and not values):
            row.wrong(f"dimensions: {part!r} is not a new key=value|value")
        found[key] = tuple(value for value in values.split("|") if value)
    return found or None


def _cumulative(row: Row) -> dict[str, Growth]:
    """`always`, or by a pair of the dimension: `period=cumulative:always|period=year-to-date:year`."""
    found: dict[str, Growth] = {}
    for part in row.listed("cumulative"):
        pair, _, word = part.rpartition(":")
        growth = next((growth for growth in GROWTHS if growth == word), None)
        if growth is None or pair in found or (pair and "=" not in pair):
            row.wrong(f"cumulative: {part!r} is not {' or '.join(GROWTHS)}, nor key=value:{GROWTHS[0]}")
        else:
            found[pair] = growth
    return found


def _total(row: Row) -> TotalRule | None:
    if not any(row.text(column) for column in TOTAL_COLUMNS):
        return None
    return TotalRule(
        unit=row.needed("total_unit"),
        how=row.choice("total_how", WAYS),
        members=Members(levels=row.listed("total_levels"), units=row.listed("total_units")),
        over_dimensions=tuple(_over(row)),
        parts=row.listed("total_parts"),
    )


def _over(row: Row) -> Iterator[tuple[str, str]]:
    """`status=total|level`: the value that stands for all others; none where the whole has no such key."""
    for over in row.listed("total_over"):
        key, mark, value = over.partition("=")
        if not key or (mark and not value):
            row.wrong(f"total_over is {over!r}, not key=value such as status=total, nor a key")
        yield key, value
