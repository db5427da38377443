"""The units' figures must add up to the total that was submitted beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.exact import added, difference
from services.scoring.domain.plausibility.figures import named, reported
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import Group
from shared.facts import Doubt
from shared.figures import plain

#: figures of other days need not add up
DAYS_APART = 3


def units_differ_from_total(view: Group) -> Iterator[Finding]:
    """Doubt a submitted total below the sum of its units, or above it once all units have told theirs."""
    rule, total = view.indicator.total, view.total
    if rule is None or rule.how != "sum" or total is None or total.value is None or not view.members:
        return
    if any(abs((member.as_of - total.as_of).days) > DAYS_APART for member in view.members):
        return
    units = added(reported(member) for member in view.members)
    if units > total.value or (view.complete and units < total.value):
        yield Finding(total.key, _doubt(view, total.value, units))


def _doubt(view: Group, total: Decimal, units: Decimal) -> Doubt:
    facts = {
        "sum": plain(units),
        "difference": plain(abs(difference(total, units))),
        "counted": str(len(view.members)),
        "kind": "sum",
    }
    return Doubt(
        rule="units_differ_from_total",
        severity="error",
        expected_from=units,
        expected_to=units if view.complete else None,
        against=tuple(named(member.key) for member in view.members),
        facts=facts,
    )
