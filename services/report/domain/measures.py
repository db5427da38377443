"""Figures as printed, by what they measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from shared.figures import plain
from shared.vietnamese import number_text, percent_text, rounded

Measure = Literal["percent", "count", "number", "vnd", "rank"]


def figure_text(value: Decimal, measure: Measure) -> str:
    """A figure alone: "88,9%" or "1.069"."""
    return percent_text(value) if measure == "percent" else number_text(value)


def pair_texts(first: Decimal, second: Decimal, measure: Measure) -> tuple[str, str]:
    """Two figures to be read together, with equally many decimals: "91,0%" and "94,5%"."""
    places = max(_places(first), _places(second))
    return _padded(first, places, measure), _padded(second, places, measure)


def _places(value: Decimal) -> int:
    return len(plain(rounded(value)).partition(".")[2])


def _padded(value: Decimal, places: int, measure: Measure) -> str:
    text = number_text(value)
    if places:
        whole, _, decimals = text.partition(",")
        text = f"{whole},{decimals:0<{places}}"
    return f"{text}%" if measure == "percent" else text
