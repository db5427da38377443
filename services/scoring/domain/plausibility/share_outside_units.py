"""The share of a whole lies between the shares of its units: a weighted mean never leaves what it is a mean of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.exact import added, difference
from services.scoring.domain.plausibility.figures import named, reported, short
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.precision import half_unit
from services.scoring.domain.plausibility.views import Group
from shared.facts import Doubt, Figure
from shared.figures import plain

FULL = Decimal(100)
FEWEST = 2


def share_outside_units(view: Group) -> Iterator[Finding]:
    """Doubt a share outside its units' range, and a full (or empty) one while a unit's is not.

    A full share that a mean of the units would round to is only noted.
    """
    rule, total = view.indicator.total, view.total
    if rule is None or rule.how != "ratio_of_sums" or total is None or total.value is None:
        return
    members = [member for member in view.members if member.value is not None]
    if len(members) < FEWEST or view.indicator.above_100:
        return
    values = [reported(member) for member in members]
    low, high = min(values), max(values)
    room = half_unit(total.value)
    outside = view.complete and not low - room <= total.value <= high + room
    # Nobody can make up for a unit below 100, nor for one above 0.
    impossible = (total.value == FULL and low < FULL) or (total.value == 0 and high > 0)
    if outside or impossible:
        mean = added(values) / len(values)
        rounded = not outside and abs(difference(total.value, mean)) <= room
        yield Finding(total.key, _doubt(total, members, mean, rounded=rounded))


def _doubt(total: Figure, members: list[Figure], mean: Decimal, *, rounded: bool) -> Doubt:
    values = [reported(member) for member in members]
    off = [member for member in members if member.value != total.value]
    facts = {
        "kind": "rounded" if rounded else "share",
        "lowest": plain(min(values)),
        "highest": plain(max(values)),
        "counted": str(len(members)),
        "same": str(len(members) - len(off)),
        "mean": short(mean, 2),
    }
    return Doubt(
        rule="units_differ_from_total",
        severity="note" if rounded else "warning",
        expected_from=min(values),
        expected_to=max(values),
        against=tuple(named(member.key) for member in off),
        facts=facts,
    )
