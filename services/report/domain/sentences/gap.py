"""How far a figure is from its target, in words."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.bulletin import Cell
from services.report.domain.measures import Measure, difference_text


def gap_text(cell: Cell, measure: Measure) -> str | None:
    """Such as "vượt 2,98 điểm phần trăm", "thấp hơn 3 điểm phần trăm"; None where nothing was judged."""
    if cell.gap is None:
        return None
    gap = Decimal(cell.gap)
    size = difference_text(abs(gap), measure)
    if gap == 0:
        return "không chênh lệch"
    return f"vượt {size}" if gap > 0 else f"thấp hơn {size}"
