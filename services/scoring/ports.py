"""What judging needs to read and to keep."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.scoring.domain.change import Past
from services.scoring.domain.flip import Standing
from services.scoring.domain.neighbours import Neighbours
from services.scoring.domain.observation import Observation
from services.scoring.domain.ranking import RankingKey
from services.scoring.domain.series import Progress
from services.scoring.doubt_ports import DoubtStore
from services.scoring.index_ports import IndexStore
from shared.events import Event
from shared.facts import Evaluation, Ranking
from shared.figures import FigureKey, SeriesKey


class Store(DoubtStore, IndexStore, Protocol):
    """Scoring's tables within one transaction. Everything is asked and kept in bulk."""

    def lock(self, families: Sequence[str]) -> None:
        """Keep every other transaction out of these families of indicators, given in sorted order, until the end."""

    def observations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Observation]: ...

    def observations_of(self, groups: Collection[tuple[str, str]]) -> dict[FigureKey, Observation]:
        """All observations of these (indicator, period)."""

    def keep_observations(self, observations: Collection[Observation]) -> None: ...

    def evaluations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Evaluation]: ...

    def history(self, keys: Collection[SeriesKey], first: str, last: str) -> dict[SeriesKey, list[Past]]:
        """The reported figures of the series from period `first` to `last`, and each one's neighbours outside."""

    def neighbours(self, keys: Collection[FigureKey]) -> Mapping[FigureKey, Neighbours]:
        """The nearest reported evaluations before and after each key in its series; a key without any is left out."""

    def newest(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Evaluation]:
        """The evaluation of the latest period of each series that is not missing nor withdrawn."""

    def keep_evaluations(self, evaluations: Collection[Evaluation]) -> None: ...

    def progress(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Progress]: ...

    def keep_progress(self, progress: Mapping[SeriesKey, Progress]) -> None: ...

    def standings(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, dict[str, Standing]]:
        """The standing verdict of each programme, per series."""

    def keep_standings(self, standings: Mapping[SeriesKey, Mapping[str, Standing]]) -> None: ...

    def rankings(self, keys: Collection[RankingKey]) -> dict[RankingKey, Ranking]: ...

    def keep_rankings(self, rankings: Collection[Ranking]) -> None: ...

    def lapses(self, keys: Collection[FigureKey]) -> dict[FigureKey, set[str]]:
        """The programmes whose deadline has passed without each figure; a figure that is not missing is left out."""

    def end_lapses(self, keys: Collection[FigureKey]) -> None:
        """The figures are no longer missing."""

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        """Tell the other services, once this transaction is committed."""
