"""What the report service knows: the newest evaluation of each figure and the newest ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from shared.catalogue import Catalogue
from shared.facts import Doubts, Evaluation, Ranking, TaskState
from shared.figures import FigureKey, Status, dimension_text

Item = TypeVar("Item", Evaluation, Ranking, Doubts, TaskState)
RankingKey = tuple[str, str, str]
TaskKey = tuple[str, str, str]
COME = frozenset({Status.REPORTED, Status.NO_ACTIVITY})


def newer(first: Item, second: Item) -> Item:
    """The one with the higher sequence; of equal sequences always the same one, whichever came first."""
    return max(first, second, key=lambda item: (item.sequence, item.model_dump_json()))


def ranking_key(ranking: Ranking) -> RankingKey:
    return ranking.indicator, dimension_text(ranking.dimension), ranking.period


def newest_doubts(told: Iterable[Doubts]) -> dict[FigureKey, Doubts]:
    """What stands about each figure, whatever the order and number of times it is given."""
    found: dict[FigureKey, Doubts] = {}
    for doubts in told:
        found[doubts.key] = newer(found.get(doubts.key, doubts), doubts)
    return found


def newest_tasks(told: Iterable[TaskState]) -> dict[TaskKey, TaskState]:
    """How each task of each unit stands, by (unit, task, stage), whatever the order and number of times it is given."""
    found: dict[TaskKey, TaskState] = {}
    for task in told:
        key = (task.unit, task.task, task.stage)
        found[key] = newer(found.get(key, task), task)
    return found


@dataclass(frozen=True)
class Records:
    """Evaluations by figure and rankings by (indicator, dimension, period).

    `waived` are the figures that do not concern their units.
    """

    evaluations: Mapping[FigureKey, Evaluation]
    rankings: Mapping[RankingKey, Ranking]
    waived: frozenset[FigureKey] = frozenset()

    @classmethod
    def of(cls, evaluations: Iterable[Evaluation], rankings: Iterable[Ranking] = ()) -> Records:
        """Keep the newest of each, whatever the order and number of times they are given."""
        figures: dict[FigureKey, Evaluation] = {}
        for evaluation in evaluations:
            figures[evaluation.key] = newer(figures.get(evaluation.key, evaluation), evaluation)
        places: dict[RankingKey, Ranking] = {}
        for ranking in rankings:
            key = ranking_key(ranking)
            places[key] = newer(places.get(key, ranking), ranking)
        return cls(figures, places)

    def standing(self) -> Records:
        """What there is a figure of: not the totals that scoring withdrew (counted from nobody), nor what is owed."""
        left = {key: known for key, known in self.evaluations.items() if known.counted != 0 and known.status in COME}
        waived = (key for key, known in self.evaluations.items() if known.status is Status.NOT_APPLICABLE)
        return Records(left, self.rankings, frozenset(waived))

    def rank(self, unit: str, indicator: str, dimension: str, period: str) -> int | None:
        """The unit's place within its level, if it has one."""
        ranking = self.rankings.get((indicator, dimension, period))
        return next((place.rank for place in ranking.places if place.unit == unit), None) if ranking else None

    def last_before(self, period: str, units: Iterable[str], indicator: str, dimension: str) -> str | None:
        """The latest period before `period` in which one of `units` has this figure."""
        wanted = frozenset(units)
        return max(
            (
                key.period
                for key in self.evaluations
                if key.indicator == indicator
                and key.dimension == dimension
                and key.period < period
                and key.unit in wanted
            ),
            default=None,
        )


@dataclass(frozen=True)
class Known:
    """What the edition of a period is made from, beside its layout."""

    period: str
    records: Records
    catalogue: Catalogue
    doubts: Mapping[FigureKey, Doubts] = field(default_factory=dict)

    @property
    def cut_off(self) -> date:
        """The last day whose figures belong to the edition; names are those of this day."""
        return self.catalogue.calendar.cut_off(self.period)
