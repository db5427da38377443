"""Changes as tables print them: points for percents, the difference for everything else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from services.report.domain.measures import Measure
from shared.english import numbers_text
from shared.vietnamese import number_text, percent_text, rounded

SMALLEST = Decimal("0.01")
MOVED: Final = re.compile(r"(?P<way>Tăng|Giảm) (?P<slight>dưới )?(?P<points>[\d.,]+)%(?P<mark>.*)")
WAYS: Final = {"Tăng": "Up", "Giảm": "Down"}
EQUAL, EQUAL_ENGLISH = "Bằng", "Equal"


def change_text(difference: Decimal, measure: Measure) -> str:
    """Percents in points: "Tăng 1,1%", "Giảm 4%", "Bằng"; counts and amounts: "47", "1.028", "-12"."""
    if measure != "percent":
        return number_text(difference)
    if difference == 0:
        return EQUAL
    word = "Tăng" if difference > 0 else "Giảm"
    size = abs(difference)
    return f"{word} {percent_text(size)}" if rounded(size) else f"{word} dưới {percent_text(SMALLEST)}"


def english_text(printed: str) -> str:
    """A figure or a change of Vietnamese print in English: "3,007", "88.9%", "Up 1.1 points", "Equal"."""
    moved = MOVED.fullmatch(printed)
    if moved is None:
        return numbers_text(printed).replace(EQUAL, EQUAL_ENGLISH)
    points = numbers_text(moved["points"])
    slight = "less than " if moved["slight"] else ""
    return f"{WAYS[moved['way']]} {slight}{points} {'point' if points == '1' else 'points'}{moved['mark']}"
