"""Scoring's tables of doubts as dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.scoring.domain.observation import Observation
from services.scoring.domain.plausibility.standing import Confirmed, Doubted
from shared.events import Event, FigureDoubted
from shared.facts import Doubts
from shared.figures import FigureKey, SeriesKey


class InMemoryDoubts:
    """A DoubtStore without a database."""

    _observations: dict[FigureKey, Observation]

    def __init__(self) -> None:
        self._doubted: dict[FigureKey, Doubted] = {}
        self._confirmed: dict[FigureKey, Confirmed] = {}

    def observations_around(self, series: Collection[SeriesKey], first: str, last: str) -> dict[FigureKey, Observation]:
        return {
            key: known
            for key, known in self._observations.items()
            if key.series in series and first <= key.period <= last
        }

    def doubted(self, keys: Collection[FigureKey]) -> dict[FigureKey, Doubted]:
        return {key: known for key, known in self._doubted.items() if key in keys}

    def keep_doubted(self, doubted: Collection[Doubted]) -> None:
        self._doubted |= {kept.told.key: kept for kept in doubted}

    def confirmations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Confirmed]:
        return {key: known for key, known in self._confirmed.items() if key in keys}

    def confirm(self, key: FigureKey, confirmed: Confirmed) -> None:
        self._confirmed[key] = confirmed


def final_doubts(events: Sequence[Event]) -> dict[FigureKey, Doubts]:
    """What a listener knows in the end: per figure the doubts of the highest sequence, its number taken off.

    A figure whose doubts have ended counts as none.
    """
    final: dict[FigureKey, Doubts] = {}
    for event in events:
        if isinstance(event, FigureDoubted):
            told = event.data
            final[told.key] = max(told, final.get(told.key, told), key=lambda known: known.sequence)
    return {key: told.model_copy(update={"sequence": 0}) for key, told in final.items() if told.doubts}
