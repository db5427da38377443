"""The parts of a unit's figure must add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from services.scoring.domain.exact import added, difference
from services.scoring.domain.plausibility.figures import named, reported
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import Sum
from shared.facts import Doubt
from shared.figures import plain


def parts_against_total(view: Sum) -> Iterator[Finding]:
    """Doubt a whole below the sum of its parts, or above it once all parts are there."""
    whole = view.whole
    if whole.value is None or not view.parts:
        return
    together = added(reported(part) for part in view.parts)
    if together == whole.value or (together < whole.value and not view.complete):
        return
    exceed = together > whole.value
    facts = {"sum": plain(together), "difference": plain(abs(difference(whole.value, together)))}
    doubt = Doubt(
        rule="parts_exceed_total" if exceed else "parts_differ_from_total",
        severity="error" if exceed else "warning",
        expected_from=together,
        expected_to=together if view.complete else None,
        against=tuple(named(part.key) for part in view.parts),
        facts=facts,
    )
    yield Finding(whole.key, doubt)
