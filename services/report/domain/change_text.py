"""Changes as tables print them: points for percents, the difference for everything else."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.measures import Measure
from shared.vietnamese import number_text, percent_text, rounded

SMALLEST = Decimal("0.01")


def change_text(difference: Decimal, measure: Measure) -> str:
    """Percents in points: "Tăng 1,1%", "Giảm 4%", "Bằng"; counts and amounts: "47", "1.028", "-12"."""
    if measure != "percent":
        return number_text(difference)
    if difference == 0:
        return "Bằng"
    word = "Tăng" if difference > 0 else "Giảm"
    size = abs(difference)
    return f"{word} {percent_text(size)}" if rounded(size) else f"{word} dưới {percent_text(SMALLEST)}"
