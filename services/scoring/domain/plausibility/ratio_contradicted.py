"""A figure must be what its numerator and denominator make it, as far as it was written down."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.figures import short
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.precision import agreement
from services.scoring.domain.plausibility.views import Alone
from shared.facts import Doubt
from shared.figures import plain, ratio


def ratio_contradicted(view: Alone) -> Iterator[Finding]:
    """Doubt a percent that is not its ratio, and a count that is not its numerator; note one that was cut off."""
    figure = view.figure
    if figure.value is None or figure.numerator is None or not figure.denominator:
        return
    exact = _exact(view, figure.numerator, figure.denominator)
    found = agreement(figure.value, exact)
    if found == "rounded":
        return
    facts = {
        "value": plain(figure.value),
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "exact": short(exact),
        "kind": found,
    }
    severity = "note" if found == "cut_off" else "error"
    doubt = Doubt(rule="ratio_contradicted", severity=severity, expected_from=exact, expected_to=exact, facts=facts)
    yield Finding(figure.key, doubt)


def _exact(view: Alone, numerator: Decimal, denominator: Decimal) -> Decimal:
    return ratio(numerator, denominator, 100) if view.indicator.measure == "percent" else numerator
