"""How many points a value is worth under the rule of a component, and which value is worth so many points."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor

from services.scoring.domain.exact import DIGITS
from shared.catalogue import Component, Step
from shared.figures import RATIO_PLACES

WHOLE = Decimal(100)
NOTHING = Fraction(0)


def points_of(component: Component, value: Decimal, *, up: bool) -> Fraction:
    """The points of a value, exactly; `up` says that more of the indicator is better."""
    if component.rule == "steps":
        reached = [Fraction(step.points) for step in component.steps if _reaches(value, step)]
        return max(reached, default=NOTHING)
    maximum, full = Fraction(component.maximum), Fraction(component.full or 0)
    if component.rule == "inverse":
        return maximum if value <= full else maximum * full / Fraction(value)
    zero = Fraction(zero_of(component, up=up))
    return maximum * min(Fraction(1), max(NOTHING, (Fraction(value) - zero) / (full - zero)))


def value_for(component: Component, points: Fraction, *, up: bool) -> Decimal:
    """The least improvement that is worth so many points, more than none and at most the maximum.

    It is a figure of twelve decimals, the first on the good side.
    """
    if component.rule == "steps":
        worth = [step.threshold for step in component.steps if step.points >= points]
        return min(worth) if up else max(worth)
    maximum, full = Fraction(component.maximum), Fraction(component.full or 0)
    if component.rule == "inverse":
        return _figure(full * maximum / points, up=up)
    zero = Fraction(zero_of(component, up=up))
    return _figure(zero + (full - zero) * points / maximum, up=up)


def zero_of(component: Component, *, up: bool) -> Decimal:
    """The value that is worth nothing."""
    if component.zero is not None:
        return component.zero
    return Decimal(0) if up else WHOLE


def rounded(number: Fraction) -> Decimal:
    """Points as they are kept: to twelve decimals, half to even, as figures are."""
    with localcontext() as context:
        context.prec = DIGITS
        kept = Decimal(number.numerator) / Decimal(number.denominator)
        return kept.quantize(RATIO_PLACES).normalize()


def _reaches(value: Decimal, step: Step) -> bool:
    return value >= step.at_least if step.at_least is not None else value <= step.threshold


def _figure(number: Fraction, *, up: bool) -> Decimal:
    scaled = number / Fraction(RATIO_PLACES)
    with localcontext() as context:
        context.prec = DIGITS
        return (Decimal(ceil(scaled) if up else floor(scaled)) * RATIO_PLACES).normalize()
