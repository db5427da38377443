"""How exact a figure claims to be: half a unit of its last digit, and whether it was cut off instead of rounded."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Literal

from services.scoring.domain.exact import difference
from shared.figures import plain

HALF = Decimal(5)
Agreement = Literal["rounded", "cut_off", "different"]


def places(value: Decimal) -> int:
    """Digits after the decimal mark, without trailing zeros."""
    return len(plain(value).partition(".")[2])


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last digit: 0.05 of 88.9."""
    return HALF.scaleb(-places(value) - 1)


def agreement(stated: Decimal, exact: Decimal) -> Agreement:
    """Whether `stated` is `exact` as far as it was written down."""
    if abs(difference(stated, exact)) <= half_unit(stated):
        return "rounded"
    last = Decimal(1).scaleb(-places(stated))
    return "cut_off" if exact.quantize(last, ROUND_DOWN) == stated else "different"
