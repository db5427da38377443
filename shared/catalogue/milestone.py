"""The path towards a target that is due later: what may be asked on the way, in steps or along a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from shared.figures import RATIO_PLACES


@dataclass(frozen=True, order=True)
class Milestone:
    """From `day` on at least this much is asked, until the next milestone."""

    day: date
    threshold: Decimal


def step_on(milestones: Sequence[Milestone], day: date) -> Decimal:
    """The threshold of the latest milestone up to `day`. Raises ValueError before the first."""
    return max(milestone for milestone in milestones if milestone.day <= day).threshold


def line_on(start: Milestone, end: Milestone, day: date) -> Decimal:
    """The threshold of `day` on the straight line from `start` to `end`, to twelve decimals as figures are kept."""
    with localcontext() as context:
        context.prec = 60
        rise = (end.threshold - start.threshold) * (day - start.day).days / (end.day - start.day).days
        return (start.threshold + rise).quantize(RATIO_PLACES, ROUND_HALF_EVEN).normalize()
