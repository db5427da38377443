"""A figure in quite another world than those of all units of its level."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.figures import reported, short
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.robust import Spread, spread
from services.scoring.domain.plausibility.views import Group
from shared.facts import Doubt, Figure

FEWEST = 8
#: percents: a low share is the verdict's business, unless nine in ten stand close together and one far off
CLOSE, FAR = Decimal(5), Decimal(50)
#: amounts: units differ in size; this is no question of size
FACTOR = Decimal(1000)
TIMES = 8
LEAST = Decimal("0.3")


def outlier_among_peers(view: Group) -> Iterator[Finding]:
    """Doubt a share far from peers that stand close together, or an amount a thousand times off their middle."""
    for level, figures in view.levels.items():
        if len(figures) <= FEWEST or view.indicator.measure == "rank":
            continue
        usual = view.spreads[level]
        if view.indicator.measure == "percent":
            yield from _shares(figures, usual)
        else:
            yield from _amounts(figures, usual)


def _shares(figures: list[Figure], usual: Spread) -> Iterator[Finding]:
    near = [figure for figure in figures if usual.distance(reported(figure)) <= CLOSE]
    if 10 * len(near) < 9 * len(figures):
        return
    for figure in figures:
        if usual.distance(reported(figure)) > FAR:
            yield _finding(figure, usual, max(Decimal(0), usual.median - FAR), min(Decimal(100), usual.median + FAR))


def _amounts(figures: list[Figure], usual: Spread) -> Iterator[Finding]:
    """On the scale of orders of magnitude, where doubling weighs the same anywhere."""
    counted = [figure for figure in figures if reported(figure) > 0]
    if len(counted) <= FEWEST or usual.median <= 0:
        return
    orders = {figure.unit: reported(figure).log10() for figure in counted}
    middle = spread(list(orders.values()))
    for figure in counted:
        value = reported(figure)
        far = value * FACTOR <= usual.median or value >= usual.median * FACTOR
        if far and middle.distance(orders[figure.unit]) > middle.reach(TIMES, LEAST):
            yield _finding(figure, usual, usual.median / FACTOR, usual.median * FACTOR)


def _finding(figure: Figure, usual: Spread, low: Decimal, high: Decimal) -> Finding:
    facts = {"count": str(usual.count - 1), "usual": short(usual.median, 2)}
    doubt = Doubt(
        rule="outlier_among_peers",
        severity="warning",
        expected_from=round(low, 2),
        expected_to=round(high, 2),
        facts=facts,
    )
    return Finding(figure.key, doubt)
