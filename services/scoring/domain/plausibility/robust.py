"""Middle and spread that a few wrong figures cannot move: median and median absolute deviation, in decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.scoring.domain.exact import added, difference

# A normal spread is this many median deviations.
NORMAL = Decimal("1.4826")


@dataclass(frozen=True)
class Spread:
    """`count` values around `median`; `deviation` is the median of their distances from it."""

    count: int
    median: Decimal
    deviation: Decimal

    def distance(self, value: Decimal) -> Decimal:
        return abs(difference(value, self.median))

    def reach(self, times: int, floor: Decimal) -> Decimal:
        """`times` the usual spread, taken as `floor` at least."""
        return times * max(NORMAL * self.deviation, floor)


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle value, or the mean of the two middle ones; 0 of none."""
    ordered = sorted(values)
    if not ordered:
        return Decimal(0)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return added([ordered[middle - 1], ordered[middle]]) / 2


def spread(values: Sequence[Decimal]) -> Spread:
    middle = median(values)
    return Spread(len(values), middle, median([abs(difference(value, middle)) for value in values]))
