"""A figure's target, and how far the figure is from it, in words."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.aim import Aim
from services.report.domain.bulletin import Cell
from services.report.domain.measures import Measure, difference_text


def target_text(cell: Cell, measure: Measure) -> str | None:
    """Such as "80%", of a ceiling "không quá 5%"; None where nothing was judged."""
    return None if cell.target is None else Aim(cell.comparator or ">=", cell.target, cell.upper).text(measure)


def gap_text(cell: Cell, measure: Measure) -> str | None:
    """Where the figure lies: "vượt 2,98 điểm phần trăm" above its target or range, "thấp hơn 3 điểm phần trăm" below.

    None where nothing was judged, and of a figure within its range, which is neither.
    """
    if cell.value is None or not cell.ends:
        return None
    value, lower, upper = Decimal(cell.value), cell.ends[0], cell.ends[-1]
    if lower != upper and lower <= value <= upper:
        return None
    if value == lower:
        return "không chênh lệch"
    above = value > upper
    size = difference_text(value - upper if above else lower - value, measure)
    return f"vượt {size}" if above else f"thấp hơn {size}"
