"""Figures as printed, by what they measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from services.report.domain.tongue import VIETNAMESE, Tongue
from shared.figures import plain
from shared.vietnamese import number_text, rounded

Measure = Literal["percent", "count", "number", "vnd", "rank"]
#: nothing of it, and all of it
WHOLE = (Decimal(0), Decimal(100))
PLACES, MOST_PLACES = 2, 8


def as_printed(value: Decimal, measure: Measure, *ends: Decimal) -> Decimal:
    """A figure at the precision of print, with more decimals where fewer would tell something else.

    79,996% below a target of 80% must not read as 80%, nor 99,996% as all; `ends` are those of what it was judged by.
    """
    bounds = [*ends, *(WHOLE if measure == "percent" else ())]
    for places in range(PLACES, MOST_PLACES):
        found = rounded(value, places)
        if all((found > bound) - (found < bound) == (value > bound) - (value < bound) for bound in bounds):
            return found
    return value


def figure_text(value: Decimal, measure: Measure, *ends: Decimal) -> str:
    """A figure alone: "88,9%" or "1.069"; `ends` are those of what it was judged by."""
    text = number_text(as_printed(value, measure, *ends), MOST_PLACES)
    return f"{text}%" if measure == "percent" else text


def difference_text(size: Decimal, measure: Measure, tongue: Tongue = VIETNAMESE) -> str:
    """How far apart two figures are, never as nothing where there is something: "2,98 điểm phần trăm"."""
    text = tongue.said(number_text(as_printed(size, "percent"), MOST_PLACES))
    points = tongue.words("điểm phần trăm", "percentage point" if size == 1 else "percentage points")
    return f"{text} {points}" if measure == "percent" else text


def pair_texts(first: Decimal, second: Decimal, measure: Measure, *ends: Decimal) -> tuple[str, str]:
    """Two figures to be read together, with equally many decimals: "91,0%" and "94,5%".

    `ends` are those of what the second was judged by.
    """
    places = max(_places(as_printed(first, measure)), _places(as_printed(second, measure, *ends)))
    return _padded(first, places, measure), _padded(second, places, measure)


def _places(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])


def _padded(value: Decimal, places: int, measure: Measure) -> str:
    text = number_text(value, places)
    if places:
        whole, _, decimals = text.partition(",")
        text = f"{whole},{decimals:0<{places}}"
    return f"{text}%" if measure == "percent" else text
