"""Units that miss the submitted total by exactly the zeros that the smallest of them lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.exact import added, difference
from services.scoring.domain.plausibility.figures import named, reported
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import Group
from shared.facts import Doubt, Figure
from shared.figures import plain

HIGHEST_POWER = 6
FEWEST_MEMBERS = 3


def lost_zeros(view: Group) -> Iterator[Finding]:
    """Point at the units whose figures, times one power of ten, make the sum the submitted total to the last digit.

    Zeros lost make figures small: only the smallest ones are suspected, and never all of them.
    """
    rule, total = view.indicator.total, view.total
    if rule is None or rule.how != "sum" or total is None or total.value is None or not view.complete:
        return
    members = sorted(
        (member for member in view.members if reported(member) > 0), key=lambda one: (reported(one), one.unit)
    )
    gap = difference(total.value, added(reported(member) for member in members))
    if gap <= 0 or len(members) < FEWEST_MEMBERS:
        return
    for power in range(1, HIGHEST_POWER + 1):
        for figure in _suspects(members, gap, Decimal(10) ** power):
            yield Finding(figure.key, _doubt(figure, total, power))


def _suspects(members: list[Figure], gap: Decimal, times: Decimal) -> list[Figure]:
    for count in range(1, len(members)):
        gained = (times - 1) * added(reported(member) for member in members[:count])
        if gained >= gap:
            return members[:count] if gained == gap else []
    return []


def _doubt(figure: Figure, total: Figure, power: int) -> Doubt:
    likely = reported(figure) * Decimal(10) ** power
    facts = {
        "kind": "zeros",
        "power": str(power),
        "likely": plain(likely),
        "total": plain(reported(total)),
    }
    return Doubt(
        rule="magnitude",
        severity="error",
        expected_from=likely,
        expected_to=likely,
        against=(named(total.key),),
        facts=facts,
    )
