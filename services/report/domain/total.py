"""The last row of a table: what was computed or submitted for the whole, never an average of percents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from services.report.domain.bulletin import Cell, Total
from services.report.domain.cell import MISSING, NOT_APPLICABLE
from services.report.domain.column import FilledColumn

Way = Literal["submitted", "ratio_of_sums", "sum", "none"]
#: from the weakest ground to stand on to the strongest
WEAKEST_FIRST: tuple[Way, ...] = ("none", "submitted", "ratio_of_sums", "sum")


def total_of(unit: str, name: str, columns: Sequence[FilledColumn]) -> Total:
    """The total row of `unit` over `columns`."""
    ways = {filled.column.key: _way(filled, unit) for filled in columns}
    return Total(
        unit=unit,
        name=name,
        cells={filled.column.key: _cell(filled, unit) for filled in columns},
        how=min(ways.values(), key=WEAKEST_FIRST.index),
        ways=ways,
    )


def _way(filled: FilledColumn, unit: str) -> Way:
    return filled.figures[unit].how if unit in filled.figures else "none"


def _cell(filled: FilledColumn, unit: str) -> Cell:
    if unit in filled.figures:
        return filled.cell(unit)
    return NOT_APPLICABLE if filled.figures and filled.column.measure == "percent" else MISSING
