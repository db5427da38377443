"""The past of a unit that came out of others: their figures of one period together, where they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.scoring.domain.change import Comparison, Past
from services.scoring.domain.total import How, amount_of
from shared.catalogue import Indicator, Lineage, Origin
from shared.facts import Evaluation, Incomparable
from shared.figures import FigureKey, Status

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Estate:
    """The figures of one period that a reorganised unit's past may be made of; a withdrawn one counts as none."""

    lineage: Lineage
    figures: Mapping[FigureKey, Evaluation]

    def past(self, key: FigureKey, origin: Origin, indicator: Indicator | None) -> Comparison:
        """What the unit's predecessors at `origin` come to in the period of `key`, itself or their own predecessors."""
        parts = self._parts(key, origin)
        if isinstance(parts, str):
            return Comparison(refused=parts)
        return _together(key.period, parts, indicator)

    def _parts(self, key: FigureKey, origin: Origin) -> Sequence[Evaluation] | Incomparable:
        if not origin.whole:
            return "split"
        found: list[Evaluation] = []
        for unit in origin.predecessors:
            parts = self._of_one(FigureKey(unit, key.indicator, key.dimension, key.period), origin)
            if isinstance(parts, str):
                return parts
            found += parts
        return found

    def _of_one(self, key: FigureKey, origin: Origin) -> Sequence[Evaluation] | Incomparable:
        """The figure of one predecessor; where it has none as it last was, what it came out of itself."""
        earlier = self.lineage.origin(key.unit, origin.day - DAY)
        figure = self.figures.get(key)
        if figure is not None and _counts(figure) and (earlier is None or figure.as_of >= earlier.day):
            return [figure]
        return "predecessor_missing" if earlier is None else self._parts(key, earlier)


def _counts(figure: Evaluation) -> bool:
    return figure.status is not Status.MISSING and figure.counted != 0


def _together(period: str, parts: Sequence[Evaluation], indicator: Indicator | None) -> Comparison:
    reported = [part for part in parts if part.status is Status.REPORTED and part.value is not None]
    if not reported:
        return Comparison()
    value = reported[0].value
    if len(reported) > 1:
        how = _way(reported, indicator)
        amount = amount_of(reported, how, _scale(indicator)) if how else None
        if amount is None or amount.value is None:
            return Comparison(refused="only_percents" if how == "ratio_of_sums" else "not_additive")
        value = amount.value
    if value is None:
        return Comparison()
    starts = {part.window_start for part in reported}
    start = starts.pop() if len(starts) == 1 else None
    units = tuple(sorted({part.unit for part in parts}))
    return Comparison(Past(period, max(part.as_of for part in reported), value, start, units))


def _way(parts: Sequence[Evaluation], indicator: Indicator | None) -> How | None:
    """How the figures of several units come together; None where they do not, such as ranks and averages."""
    measure = indicator.measure if indicator else None
    if measure == "percent" or (measure != "rank" and any(part.denominator is not None for part in parts)):
        return "ratio_of_sums"
    summed = indicator is not None and indicator.total is not None and indicator.total.how == "sum"
    return "sum" if measure in ("count", "vnd") or summed else None


def _scale(indicator: Indicator | None) -> int:
    return 100 if indicator and indicator.measure == "percent" else 1
