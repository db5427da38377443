"""What was much does not become nothing at once: a 0 may stand for a figure that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.figures import named
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import InTime
from shared.facts import Doubt
from shared.figures import plain

#: what counts as much, by measure; what is counted anew from a day on may well start at 0
MUCH = {"percent": Decimal(50), "count": Decimal(100)}


def fell_to_zero(view: InTime) -> Iterator[Finding]:
    """Doubt a 0 after a share of at least a half, or after a standing count of at least a hundred."""
    figure, measure = view.figure, view.indicator.measure
    if figure.value != 0 or measure not in MUCH or not view.past or not view.indicator.higher_is_better:
        return
    before = view.past[-1]
    standing = measure == "percent" or figure.window_start is None
    if standing and before.value is not None and before.value >= MUCH[measure]:
        facts = {"before": plain(before.value), "period": before.period}
        doubt = Doubt(rule="fell_to_zero", severity="warning", against=(named(before.key),), facts=facts)
        yield Finding(figure.key, doubt)
