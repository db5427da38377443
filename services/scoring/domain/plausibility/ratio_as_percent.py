"""0,05 % among 80 %: a ratio entered where a percent was asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.domain.plausibility.figures import named, reported
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.robust import median
from services.scoring.domain.plausibility.views import Group, InTime
from shared.facts import Doubt, Figure
from shared.figures import plain

#: a ratio lies between these; 1 percent itself is as good a percent as any
HIGHEST = Decimal(1)
HUNDRED = 100
#: shares below this in the middle may well be tiny here and there
USUAL = Decimal(20)
GAP = 10
FEWEST_PEERS = 8


def ratio_in_history(view: InTime) -> Iterator[Finding]:
    """Doubt a share below 1 percent of a series whose past lay far above."""
    figure, past = view.figure, [reported(before) for before in view.past]
    if view.indicator.measure == "percent" and past and _like_a_ratio(figure) and min(past) >= USUAL:
        yield Finding(figure.key, _doubt(figure, tuple(named(before.key) for before in view.past[-1:]), median(past)))


def ratio_among_peers(view: Group) -> Iterator[Finding]:
    """Doubt a share below 1 percent where three quarters of the peers are ten times higher."""
    if view.indicator.measure != "percent":
        return
    for figures in view.levels.values():
        for figure in filter(_like_a_ratio, figures):
            others = [reported(peer) for peer in figures if peer.unit != figure.unit]
            higher = [value for value in others if value > GAP * reported(figure)]
            middle = median(others)
            if len(others) >= FEWEST_PEERS and 4 * len(higher) >= 3 * len(others) and middle >= USUAL:
                yield Finding(figure.key, _doubt(figure, (), middle))


def _like_a_ratio(figure: Figure) -> bool:
    # With numerator and denominator the share is what it is.
    return figure.value is not None and 0 < figure.value < HIGHEST and figure.numerator is None


def _doubt(figure: Figure, against: tuple[str, ...], usual: Decimal) -> Doubt:
    likely = HUNDRED * reported(figure)
    facts = {"value": plain(reported(figure)), "likely": plain(likely), "usual": plain(usual)}
    return Doubt(
        rule="ratio_as_percent",
        severity="warning",
        expected_from=likely,
        expected_to=likely,
        against=against,
        facts=facts,
    )
