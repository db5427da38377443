"""A share of something cannot be more than all of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import Alone
from shared.facts import Doubt
from shared.figures import plain

WHOLE = Decimal(100)


def above_100(view: Alone) -> Iterator[Finding]:
    """Doubt a percent above 100 of an indicator that cannot exceed it."""
    figure, indicator = view.figure, view.indicator
    if indicator.measure != "percent" or indicator.above_100 or figure.value is None or figure.value <= WHOLE:
        return
    facts = {"value": plain(figure.value)}
    yield Finding(figure.key, Doubt(rule="above_100", severity="error", expected_to=WHOLE, facts=facts))
