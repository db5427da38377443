"""The reported figures of one series, in order of their periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.scoring.domain.change import Past
from shared.catalogue import Lineage
from shared.facts import Evaluation
from shared.figures import FigureKey, SeriesKey, Status


class Timeline:
    """Answers which reported figure comes before a period, and which after it."""

    def __init__(self, figures: Iterable[Past]) -> None:
        self._figures = {past.period: past for past in figures}

    def put(self, figure: Past) -> None:
        self._figures[figure.period] = figure

    def drop(self, period: str) -> None:
        self._figures.pop(period, None)

    def before(self, period: str) -> Past | None:
        found = max((earlier for earlier in self._figures if earlier < period), default=None)
        return None if found is None else self._figures[found]

    def after(self, period: str) -> Past | None:
        found = min((later for later in self._figures if later > period), default=None)
        return None if found is None else self._figures[found]


def timelines(
    series: Iterable[SeriesKey],
    history: Mapping[SeriesKey, Iterable[Past]],
    found: Mapping[FigureKey, Evaluation | None],
) -> dict[SeriesKey, Timeline]:
    """The stored past of each series with the figures just found put in; None takes a figure out."""
    lines = {key: Timeline(history.get(key, ())) for key in series}
    for key, figure in found.items():
        line = lines.get(key.series)
        if line is None:
            continue
        if figure is None or figure.status is not Status.REPORTED or figure.value is None:
            line.drop(key.period)
        else:
            line.put(Past(key.period, figure.as_of, figure.value, figure.window_start))
    return lines


def following(
    lines: Mapping[SeriesKey, Timeline], keys: Iterable[FigureKey], lineage: Lineage
) -> dict[FigureKey, FigureKey]:
    """The figures whose change is measured from `keys` (or was, or will be), each with the key it follows.

    Beside the unit's own next figure these are the next ones of the units that came out of it.
    """
    found = {}
    for key in keys:
        for series in (key.series, *heirs_of(key.series, lineage)):
            if later := lines[series].after(key.period):
                found[FigureKey(series.unit, key.indicator, key.dimension, later.period)] = key
    return found


def heirs_of(series: SeriesKey, lineage: Lineage) -> list[SeriesKey]:
    """The same series of the units that came out of this one."""
    return [SeriesKey(unit, series.indicator, series.dimension) for unit in sorted(lineage.heirs(series.unit))]


def ancestors_of(series: SeriesKey, lineage: Lineage) -> list[SeriesKey]:
    """The same series of the units that this one came out of."""
    return [SeriesKey(unit, series.indicator, series.dimension) for unit in sorted(lineage.ancestors(series.unit))]
