"""An amount that is tens or thousands of times what the unit reported before: zeros lost or gained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.figures import comparable, named, pace, reported, short
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.robust import median
from services.scoring.domain.plausibility.views import InTime
from shared.facts import Doubt
from shared.figures import plain

#: a figure this many times smaller, or larger, than its past: things grow from small beginnings, they rarely vanish
SMALLER, LARGER = Decimal(20), Decimal(100)
#: below this a count may well be tens of times another
AMOUNT = Decimal(1000)
#: a month or so: what is counted by the day jumps
SHORTEST = 28
ROOM = Decimal(2)
HIGHEST_POWER = 6


def magnitude(view: InTime) -> Iterator[Finding]:
    """Doubt an amount whose pace (a day, where it has a window) left the middle of its past by such a factor."""
    figure = view.figure
    past = [before for before in view.past if before.value and comparable(before, figure, SHORTEST)]
    if view.indicator.measure not in ("count", "vnd") or not past or not figure.value:
        return
    usual, now = median([pace(before) for before in past]), pace(figure)
    if max(reported(figure), *(reported(before) for before in past)) < AMOUNT:
        return
    smaller = usual >= now * SMALLER
    if smaller or now >= usual * LARGER:
        scale = figure.value / now
        facts = {
            "times": short(usual / now if smaller else now / usual, 0),
            "kind": "smaller" if smaller else "larger",
            "before": plain(reported(past[-1])),
            "period": past[-1].period,
            **_power(usual, now),
        }
        doubt = Doubt(
            rule="magnitude",
            severity="warning",
            expected_from=round(usual * scale / SMALLER, 0),
            expected_to=round(usual * scale * LARGER, 0),
            against=tuple(named(before.key) for before in past),
            facts=facts,
        )
        yield Finding(figure.key, doubt)


def _power(usual: Decimal, now: Decimal) -> dict[str, str]:
    """The power of ten that would bring the figure back to its past, where one does."""
    for power in range(1, HIGHEST_POWER + 1):
        times = Decimal(10) ** power
        if usual / ROOM <= now * times <= usual * ROOM:
            return {"power": str(power)}
    return {}
