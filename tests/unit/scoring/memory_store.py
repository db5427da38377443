"""Scoring's tables as dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from services.scoring.domain.change import Past
from services.scoring.domain.flip import Standing
from services.scoring.domain.neighbours import Neighbours
from services.scoring.domain.observation import Observation
from services.scoring.domain.ranking import RankingKey
from services.scoring.domain.series import Progress
from shared.events import ComplianceChanged, ComplianceEvaluated, Event, RankingComputed
from shared.facts import Evaluation, Ranking
from shared.figures import FigureKey, SeriesKey, Status, dimension_text
from tests.unit.scoring.memory_doubts import InMemoryDoubts
from tests.unit.scoring.memory_indices import InMemoryIndices


class InMemoryStore(InMemoryIndices, InMemoryDoubts):
    """A Store without a database; `announced` is what was told, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.announced: list[Event] = []
        self.locked: list[Sequence[str]] = []
        self._observations: dict[FigureKey, Observation] = {}
        self._evaluations: dict[FigureKey, Evaluation] = {}
        self._progress: dict[SeriesKey, Progress] = {}
        self._standings: dict[SeriesKey, dict[str, Standing]] = {}
        self._rankings: dict[RankingKey, Ranking] = {}
        self._lapses: dict[FigureKey, set[str]] = {}

    def lock(self, families: Sequence[str]) -> None:
        self.locked.append(families)

    def observations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Observation]:
        return {key: known for key, known in self._observations.items() if key in keys}

    def observations_of(self, groups: Collection[tuple[str, str]]) -> dict[FigureKey, Observation]:
        return {key: known for key, known in self._observations.items() if (key.indicator, key.period) in groups}

    def keep_observations(self, observations: Collection[Observation]) -> None:
        self._observations |= {kept.key: kept for kept in observations}

    def evaluations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Evaluation]:
        return {key: known for key, known in self._evaluations.items() if key in keys}

    def history(self, keys: Collection[SeriesKey], first: str, last: str) -> dict[SeriesKey, list[Past]]:
        found: dict[SeriesKey, list[Past]] = {}
        for key, known in sorted(self._evaluations.items()):
            if key.series in keys and known.value is not None:
                found.setdefault(key.series, []).append(Past(key.period, known.as_of, known.value, known.window_start))
        around = {key: _around(figures, first, last) for key, figures in found.items()}
        return {key: figures for key, figures in around.items() if figures}

    def neighbours(self, keys: Collection[FigureKey]) -> dict[FigureKey, Neighbours]:
        found = {}
        for key in keys:
            line = {k.period: known for k, known in self._evaluations.items() if k.series == key.series}
            reported = [(period, line[period]) for period in sorted(line) if line[period].value is not None]
            before = [known for period, known in reported if period < key.period][-1:]
            after = [known for period, known in reported if period > key.period][:1]
            if before or after:
                found[key] = Neighbours(before[0] if before else None, after[0] if after else None)
        return found

    def newest(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Evaluation]:
        found = [known for _, known in sorted(self._evaluations.items(), key=lambda pair: pair[0].period)]
        so = [known for known in found if known.status is not Status.MISSING and known.counted != 0]
        return {known.series: known for known in so if known.series in keys}

    def keep_evaluations(self, evaluations: Collection[Evaluation]) -> None:
        self._evaluations |= {kept.key: kept for kept in evaluations}

    def progress(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Progress]:
        return {key: known for key, known in self._progress.items() if key in keys}

    def keep_progress(self, progress: Mapping[SeriesKey, Progress]) -> None:
        self._progress |= progress

    def standings(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, dict[str, Standing]]:
        return {key: dict(known) for key, known in self._standings.items() if key in keys}

    def keep_standings(self, standings: Mapping[SeriesKey, Mapping[str, Standing]]) -> None:
        for key, kept in standings.items():
            if kept:
                self._standings.setdefault(key, {}).update(kept)

    def rankings(self, keys: Collection[RankingKey]) -> dict[RankingKey, Ranking]:
        return {key: known for key, known in self._rankings.items() if key in keys}

    def keep_rankings(self, rankings: Collection[Ranking]) -> None:
        for kept in rankings:
            self._rankings[RankingKey(kept.indicator, dimension_text(kept.dimension), kept.period)] = kept

    def lapses(self, keys: Collection[FigureKey]) -> dict[FigureKey, set[str]]:
        return {key: set(waiting) for key, waiting in self._lapses.items() if key in keys}

    def end_lapses(self, keys: Collection[FigureKey]) -> None:
        self._lapses = {key: waiting for key, waiting in self._lapses.items() if key not in keys}

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        self.announced.extend(events)


def _around(figures: list[Past], first: str, last: str) -> list[Past]:
    before = [figure for figure in figures if figure.period < first][-1:]
    after = [figure for figure in figures if figure.period > last][:1]
    return before + [figure for figure in figures if first <= figure.period <= last] + after


def evaluations_of(events: Sequence[Event]) -> list[Evaluation]:
    return [event.data for event in events if isinstance(event, ComplianceEvaluated)]


def final_evaluations(events: Sequence[Event]) -> dict[FigureKey, Evaluation]:
    """What a listener knows in the end: per figure the evaluation of the highest sequence, its number taken off.

    A withdrawn total counts as none.
    """
    final: dict[FigureKey, Evaluation] = {}
    for evaluation in evaluations_of(events):
        if evaluation.key not in final or final[evaluation.key].sequence < evaluation.sequence:
            final[evaluation.key] = evaluation
    standing = {key: known for key, known in final.items() if known.counted != 0}
    return {key: known.model_copy(update={"sequence": 0}) for key, known in standing.items()}


def final_rankings(events: Sequence[Event]) -> dict[RankingKey, Ranking]:
    """Per ranking the one of the highest sequence, its number taken off; one without places counts as none."""
    final: dict[RankingKey, Ranking] = {}
    for event in events:
        if isinstance(event, RankingComputed):
            ranking = event.data
            key = RankingKey(ranking.indicator, dimension_text(ranking.dimension), ranking.period)
            final[key] = max(ranking, final.get(key, ranking), key=lambda known: known.sequence)
    return {key: known.model_copy(update={"sequence": 0}) for key, known in final.items() if known.places}


def flips_of(events: Sequence[Event]) -> list[tuple[str, str | None, str | None, str]]:
    """Each verdict that flipped: unit, previous, current, reason."""
    changes = [event.data for event in events if isinstance(event, ComplianceChanged)]
    return [(change.evaluation.unit, change.previous, change.current, change.reason) for change in changes]
