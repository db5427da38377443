"""A figure far outside what its own series has been."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from services.scoring.domain.plausibility.figures import comparable, named, pace, short
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.robust import spread
from services.scoring.domain.plausibility.views import InTime
from shared.facts import Doubt

FEWEST = 6
TIMES = 8
SHORTEST = 7
#: a series that hardly moves may move this much: points of a percent, or a share of the middle of an amount
POINTS, SHARE = Decimal(3), Decimal("0.1")


def outlier_in_history(view: InTime) -> Iterator[Finding]:
    """Doubt a figure many times the usual spread away from the median of at least six earlier ones."""
    figure, indicator = view.figure, view.indicator
    past = [before for before in view.past if comparable(before, figure, SHORTEST)]
    if indicator.measure == "rank" or len(past) < FEWEST or figure.value is None:
        return
    percent = indicator.measure == "percent"
    values = [before.value if percent and before.value is not None else pace(before) for before in past]
    now = figure.value if percent else pace(figure)
    usual = spread(values)
    reach = usual.reach(TIMES, POINTS if percent else SHARE * abs(usual.median))
    # What has grown all along may go on growing.
    if usual.distance(now) <= reach or _goes_on(values, now):
        return
    scale = Decimal(1) if percent or not now else figure.value / now
    low, high = max(Decimal(0), usual.median - reach) * scale, (usual.median + reach) * scale
    facts = {"count": str(len(past)), "usual": short(usual.median * scale, 2)}
    doubt = Doubt(
        rule="outlier_in_history",
        severity="warning",
        expected_from=round(low, 2),
        expected_to=round(min(high, Decimal(100)) if percent and not indicator.above_100 else high, 2),
        against=(named(past[0].key), named(past[-1].key)),
        facts=facts,
    )
    yield Finding(figure.key, doubt)


def _goes_on(values: list[Decimal], now: Decimal) -> bool:
    """Whether the step to `now` is no larger than twice the largest step before it in the same direction."""
    steps = [later - earlier for earlier, later in pairwise(values)]
    step = now - values[-1]
    largest = max((abs(taken) for taken in steps if (taken > 0) == (step > 0)), default=Decimal(0))
    return abs(step) <= 2 * largest
