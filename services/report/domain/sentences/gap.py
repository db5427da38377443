"""A figure's target, and how far the figure is from it, in words."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.aim import Aim
from services.report.domain.bulletin import Cell
from services.report.domain.measures import Measure, difference_text
from services.report.domain.tongue import Tongue


def target_text(cell: Cell, measure: Measure, tongue: Tongue) -> str | None:
    """Such as "80%", of a ceiling "không quá 5%"; None where nothing was judged."""
    return None if cell.target is None else Aim(cell.comparator or ">=", cell.target, cell.upper).text(measure, tongue)


def gap_text(cell: Cell, measure: Measure, tongue: Tongue) -> str | None:
    """Where the figure lies: "vượt 2,98 điểm phần trăm" above its target or range, "thấp hơn 3 điểm phần trăm" below.

    None where nothing was judged, and of a figure within its range, which is neither.
    """
    if cell.value is None or not cell.ends:
        return None
    value, lower, upper = Decimal(cell.value), cell.ends[0], cell.ends[-1]
    if lower != upper and lower <= value <= upper:
        return None
    if value == lower:
        return tongue.words("không chênh lệch", "exactly at")
    above = value > upper
    size = difference_text(value - upper if above else lower - value, measure, tongue)
    if above:
        return tongue.words(f"vượt {size}", f"{size} above")
    return tongue.words(f"thấp hơn {size}", f"{size} below")
