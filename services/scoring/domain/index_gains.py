"""Where the least improvement gains a unit the most points of an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from services.scoring.domain.index_points import points_of, rounded, value_for
from services.scoring.domain.index_score import IndexKey, components_in
from services.scoring.domain.shortfall import Count, cases_needed, count_of, value_after
from shared.catalogue import Catalogue, Component, Index, Indicator
from shared.facts import ComponentScore, Evaluation, IndexScore
from shared.figures import FigureKey

#: to send a figure, to have more cases on the good side, to raise (or lower) the value, or nothing that is enough
Way = Literal["report", "cases", "value", "out_of_reach"]
ORDER: tuple[Way, ...] = ("report", "cases", "value", "out_of_reach")
ONE_POINT = 1


@dataclass(frozen=True)
class Aim:
    """The value that is worth the points, as a target of its own."""

    comparator: Literal[">=", "<="]
    threshold: Decimal
    upper: None = None


@dataclass(frozen=True)
class Gain:
    """One way to more points, all other components standing still.

    `points` are those gained (at most, where a figure has to be sent first), `wanted` the value they need, and `cases`
    how many more on the good side bring it there: further ones, or among those already counted.
    """

    component: str
    way: Way
    points: Decimal
    value: Decimal | None = None
    wanted: Decimal | None = None
    cases: int | None = None
    further: bool = False

    @property
    def effort(self) -> Fraction:
        """Cases, or units of the indicator; never 0."""
        if self.cases is not None:
            return Fraction(max(self.cases, 1))
        if self.value is None or self.wanted is None or self.value == self.wanted:
            return Fraction(1)
        return abs(Fraction(self.wanted) - Fraction(self.value))


def next_points(
    score: IndexScore, index: Index, figures: Mapping[FigureKey, Evaluation], catalogue: Catalogue
) -> list[Gain]:
    """The ways to about one more point each, or to the next step: the cheapest first.

    A figure that only has to be sent costs nothing. Cases and values do not compare: those counted in cases go first.
    """
    keys = components_in(index, IndexKey(score.index, score.unit, score.period))
    gains = [
        gain
        for component, stands, key in zip(index.components, score.components, keys, strict=False)
        for gain in _gains(component, stands, figures.get(key), catalogue)
    ]
    return sorted(gains, key=lambda gain: (ORDER.index(gain.way), -Fraction(gain.points) / gain.effort, gain.component))


def _gains(
    component: Component, stands: ComponentScore, figure: Evaluation | None, catalogue: Catalogue
) -> Iterator[Gain]:
    if stands.basis == "missing" and stands.maximum > 0:
        yield Gain(component.id, "report", component.maximum)
    if stands.basis == "scored" and figure is not None and stands.value is not None:
        indicator = catalogue.indicators[component.indicator]
        now = points_of(component, stands.value, up=indicator.higher_is_better)
        if now < component.maximum:
            yield _gain(component, stands.value, now, figure, indicator)


def _gain(component: Component, value: Decimal, now: Fraction, figure: Evaluation, indicator: Indicator) -> Gain:
    up = indicator.higher_is_better
    wanted = value_for(component, _next(component, now), up=up)
    gained = points_of(component, wanted, up=up) - now
    count = count_of(figure, indicator)
    if count is None:
        return Gain(component.id, "value", rounded(gained), value, wanted)
    return _counted(component, Gain(component.id, "cases", rounded(gained), value, wanted), now, count, up=up)


def _counted(component: Component, gain: Gain, now: Fraction, count: Count, *, up: bool) -> Gain:
    """The gain in cases: whole ones often bring a little more than was wanted."""
    wanted = gain.wanted if gain.wanted is not None else Decimal(0)
    aim = Aim(">=" if up else "<=", wanted)
    cases = cases_needed(count, aim)
    if cases is None:
        return Gain(component.id, "out_of_reach", gain.points, gain.value, wanted)
    gained = points_of(component, value_after(count, aim, cases), up=up) - now
    return Gain(component.id, "cases", rounded(gained), gain.value, wanted, cases, count.way == "further")


def _next(component: Component, now: Fraction) -> Fraction:
    if component.rule != "steps":
        return min(now + ONE_POINT, Fraction(component.maximum))
    return min(Fraction(step.points) for step in component.steps if step.points > now)
