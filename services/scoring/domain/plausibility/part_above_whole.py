"""A part cannot be more than the whole it is a part of."""

from __future__ import annotations

from collections.abc import Iterator

from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import Alone
from shared.facts import Doubt
from shared.figures import plain


def part_above_whole(view: Alone) -> Iterator[Finding]:
    """Doubt a numerator above its denominator, unless the indicator may exceed 100 percent."""
    figure = view.figure
    if figure.numerator is None or figure.denominator is None or view.indicator.above_100:
        return
    if figure.numerator > figure.denominator:
        facts = {"numerator": plain(figure.numerator), "denominator": plain(figure.denominator)}
        yield Finding(figure.key, Doubt(rule="part_above_whole", severity="error", facts=facts))
