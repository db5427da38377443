"""Places of units within their level; equal figures share a place (1, 2, 2, 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from shared.catalogue import Catalogue
from shared.facts import Evaluation, Place, Ranking
from shared.figures import FigureKey, Status, parse_dimension

# What belongs to no unit ("undetermined") is counted in totals, but competes with nobody.
NO_COMPETITOR = "other"


@dataclass(frozen=True, order=True)
class RankingKey:
    """Where units are placed: an indicator, a dimension (canonical text), a period."""

    indicator: str
    dimension: str
    period: str


def ranking_key(key: FigureKey) -> RankingKey:
    return RankingKey(key.indicator, key.dimension, key.period)


def places(figures: Iterable[Evaluation], catalogue: Catalogue, *, higher_is_better: bool) -> tuple[Place, ...]:
    """The places of all units with a reported figure, by level, then place, then unit."""
    levels: dict[str, list[tuple[Decimal, str]]] = {}
    for figure in figures:
        unit = catalogue.units.get(figure.unit)
        if unit is None or unit.level == NO_COMPETITOR or figure.status is not Status.REPORTED or figure.value is None:
            continue
        levels.setdefault(unit.level, []).append((figure.value, unit.id))
    found = (within_level(level, levels[level], reverse=higher_is_better) for level in sorted(levels))
    return tuple(place for placed in found for place in placed)


def within_level(level: str, values: list[tuple[Decimal, str]], *, reverse: bool) -> list[Place]:
    """The places of (value, unit), by place, then unit; `reverse` where the highest value is the best."""
    ordered = sorted((value for value, _ in values), reverse=reverse)
    # The place is one more than the number of better figures.
    ranks: dict[Decimal, int] = {}
    for better, value in enumerate(ordered):
        ranks.setdefault(value, better + 1)
    placed = sorted((ranks[value], unit) for value, unit in values)
    return [Place(unit=unit, level=level, rank=rank) for rank, unit in placed]


def ranking(key: RankingKey, placed: tuple[Place, ...], sequence: int) -> Ranking:
    dimension = parse_dimension(key.dimension)
    return Ranking(indicator=key.indicator, dimension=dimension, period=key.period, sequence=sequence, places=placed)
