"""The observed figures around those that are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from shared.catalogue import previous_period
from shared.facts import Figure
from shared.figures import FigureKey, SeriesKey

#: how many months back a figure is compared
MONTHS = 12


@lru_cache(maxsize=1024)
def months_before(period: str, months: int = MONTHS) -> str:
    """The period so many months earlier."""
    for _ in range(months):
        period = previous_period(period)
    return period


class Book:
    """Looks figures up by key, by series and by indicator."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._figures = {figure.key: figure for figure in figures}
        self._series: dict[SeriesKey, dict[str, Figure]] = {}
        self._groups: dict[tuple[str, str, str], dict[str, Figure]] = {}
        self._units: dict[tuple[str, str, str], list[Figure]] = {}
        for key, figure in self._figures.items():
            self._series.setdefault(key.series, {})[key.period] = figure
            self._groups.setdefault((key.indicator, key.dimension, key.period), {})[key.unit] = figure
            self._units.setdefault((key.unit, key.indicator, key.period), []).append(figure)

    def figure(self, key: FigureKey) -> Figure | None:
        return self._figures.get(key)

    def periods(self, series: SeriesKey) -> list[str]:
        return sorted(self._series.get(series, ()))

    def past(self, key: FigureKey) -> list[Figure]:
        """The reported figures of the series in the months before, oldest first."""
        first, line = months_before(key.period), self._series.get(key.series, {})
        found = [line[period] for period in sorted(line) if first <= period < key.period]
        return [figure for figure in found if figure.value is not None]

    def latest(self, key: FigureKey) -> Figure | None:
        """The reported figure of the period, or else the last one known in the months before."""
        now = self._figures.get(key)
        if now is not None:
            return now if now.value is not None else None
        return next(iter(self.past(key)[::-1]), None)

    def group(self, indicator: str, dimension: str, period: str) -> Mapping[str, Figure]:
        """The figures of all units, by unit."""
        return self._groups.get((indicator, dimension, period), {})

    def of_unit(self, unit: str, indicator: str, period: str) -> list[Figure]:
        """The figures of all dimensions, in order of their keys."""
        return sorted(self._units.get((unit, indicator, period), ()), key=lambda figure: figure.key)
