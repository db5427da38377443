"""Sums and differences of figures, to the last digit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

# The default of 28 digits would round a trillion đồng with twelve decimals.
DIGITS = 100


def difference(left: Decimal, right: Decimal) -> Decimal:
    """`left` minus `right`, exactly."""
    with localcontext() as context:
        context.prec = DIGITS
        return left - right


def added(numbers: Iterable[Decimal]) -> Decimal:
    """The sum of the numbers, exactly; 0 of none."""
    with localcontext() as context:
        context.prec = DIGITS
        return sum(numbers, Decimal(0))


def share(whole: Decimal, percent: Decimal) -> Decimal:
    """`percent` of `whole`, exactly."""
    with localcontext() as context:
        context.prec = DIGITS
        return whole * percent / 100
