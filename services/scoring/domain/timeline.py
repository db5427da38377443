"""The reported figures of one series, in order of their periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.scoring.domain.change import Past
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
    history: Mapping[SeriesKey, Iterable[Past]], found: Mapping[FigureKey, Evaluation | None]
) -> dict[SeriesKey, Timeline]:
    """The stored past of each series with the figures just found put in; None takes a figure out."""
    lines = {key.series: Timeline(history.get(key.series, ())) for key in found}
    for key, figure in found.items():
        if figure is None or figure.status is not Status.REPORTED or figure.value is None:
            lines[key.series].drop(key.period)
        else:
            lines[key.series].put(Past(key.period, figure.as_of, figure.value))
    return lines


def following(lines: Mapping[SeriesKey, Timeline], keys: Iterable[FigureKey]) -> dict[FigureKey, FigureKey]:
    """The figures whose change is measured from `keys` (or was, or will be), each with the key it follows."""
    found = {}
    for key in keys:
        if later := lines[key.series].after(key.period):
            found[FigureKey(key.unit, key.indicator, key.dimension, later.period)] = key
    return found
