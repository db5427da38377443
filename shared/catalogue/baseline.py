"""The figures that programmes started from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.figures import SeriesKey


@dataclass(frozen=True)
class StartingFigure:
    """Where a series stood when a programme began: later figures of the programme are also compared with this one.

    `value` is in the indicator's own unit; `source` says where the figure is stated, or what it was concluded from.
    """

    programme: str
    series: SeriesKey
    as_of: date
    value: Decimal
    source: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
