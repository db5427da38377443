"""What the report service knows: the newest evaluation of each figure and the newest ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from shared.catalogue import Catalogue
from shared.facts import Evaluation, Ranking
from shared.figures import FigureKey, dimension_text

Item = TypeVar("Item", Evaluation, Ranking)
RankingKey = tuple[str, str, str]


def newer(first: Item, second: Item) -> Item:
    """The one with the higher sequence; of equal sequences always the same one, whichever came first."""
    return max(first, second, key=lambda item: (item.sequence, item.model_dump_json()))


def ranking_key(ranking: Ranking) -> RankingKey:
    return ranking.indicator, dimension_text(ranking.dimension), ranking.period


@dataclass(frozen=True)
class Records:
    """Evaluations by figure and rankings by (indicator, dimension, period)."""

    evaluations: Mapping[FigureKey, Evaluation]
    rankings: Mapping[RankingKey, Ranking]

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
        """Without the totals that scoring withdrew: they are counted from nobody."""
        left = {key: evaluation for key, evaluation in self.evaluations.items() if evaluation.counted != 0}
        return Records(left, self.rankings)

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

    @property
    def cut_off(self) -> date:
        """The last day whose figures belong to the edition; names are those of this day."""
        return self.catalogue.calendar.cut_off(self.period)
