"""What only adds up cannot fall."""

from __future__ import annotations

from collections.abc import Iterator

from services.scoring.domain.plausibility.figures import named
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import InTime
from shared.facts import Doubt, Figure
from shared.figures import plain


def cumulative_fell(view: InTime) -> Iterator[Finding]:
    """Doubt a cumulative figure below the one before it; within a year, where the count starts anew each year."""
    figure, growth = view.figure, view.indicator.growth(view.figure.dimension)
    earlier = [past for past in view.past if growth == "always" or _same_year(past, figure)]
    if growth is None or not earlier or figure.value is None:
        return
    before = earlier[-1]
    if before.value is not None and figure.value < before.value and _same_start(before, figure):
        facts = {"before": plain(before.value), "period": before.period}
        against = (named(before.key),)
        doubt = Doubt(
            rule="cumulative_fell", severity="error", expected_from=before.value, against=against, facts=facts
        )
        yield Finding(figure.key, doubt)


def _same_year(past: Figure, figure: Figure) -> bool:
    return (past.window_start or past.as_of).year == (figure.window_start or figure.as_of).year


def _same_start(past: Figure, figure: Figure) -> bool:
    """A count that now starts later may be smaller."""
    return past.window_start is None or figure.window_start is None or figure.window_start <= past.window_start
