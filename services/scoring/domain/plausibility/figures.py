"""Small questions about a figure that several rules ask."""

from __future__ import annotations

from decimal import Decimal

from shared.facts import Figure
from shared.figures import FigureKey, plain


def named(key: FigureKey) -> str:
    """A figure as doubts refer to it: unit, indicator, dimension, period."""
    return " ".join(part for part in (key.unit, key.indicator, key.dimension, key.period) if part)


def reported(figure: Figure) -> Decimal:
    """The value of a figure that has one; 0 of one without activity."""
    return Decimal(0) if figure.value is None else figure.value


def days(figure: Figure) -> int | None:
    """Over how many days the figure counts; None where it states no window."""
    return (figure.as_of - figure.window_start).days + 1 if figure.window_start else None


def pace(figure: Figure) -> Decimal:
    """What the figure counts a day, or all of it where it states no window."""
    length = days(figure)
    return reported(figure) / length if length else reported(figure)


def comparable(one: Figure, other: Figure, shortest: int) -> bool:
    """Whether both count over windows of at least `shortest` days, or both over none."""
    lengths = days(one), days(other)
    return all(length is None for length in lengths) or all(length and length >= shortest for length in lengths)


def short(number: Decimal, digits: int = 4) -> str:
    """Plain text of a computed number, no longer than a reader needs."""
    return plain(round(number, digits))
