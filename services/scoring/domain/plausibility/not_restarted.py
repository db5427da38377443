"""A count that starts anew does not come to the same number again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.figures import named
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import InTime
from shared.facts import Doubt
from shared.figures import plain

# Small counts come out the same by chance.
SMALLEST = Decimal(20)


def not_restarted(view: InTime) -> Iterator[Finding]:
    """Doubt a count from a day after the previous figure's that equals the previous one to the last digit."""
    figure = view.figure
    if view.indicator.measure not in ("count", "vnd") or not view.past or figure.window_start is None:
        return
    before = view.past[-1]
    if before.window_start is None or figure.window_start <= before.as_of or figure.value is None:
        return
    if figure.value == before.value and figure.value >= SMALLEST:
        facts = {"before": plain(figure.value), "period": before.period, "since": figure.window_start.isoformat()}
        doubt = Doubt(rule="not_restarted", severity="warning", against=(named(before.key),), facts=facts)
        yield Finding(figure.key, doubt)
