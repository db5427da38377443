"""The places of units by their score, within their level; equal scores share one (1, 2, 2, 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from services.scoring.domain.index_score import is_judged
from services.scoring.domain.ranking import within_level
from shared.catalogue import Catalogue, Index
from shared.facts import IndexScore, Place


def index_places(scores: Iterable[IndexScore], index: Index, catalogue: Catalogue) -> Mapping[str, Place]:
    """The place of each unit of whose maximum enough counts; the others compete with nobody."""
    levels: dict[str, list[tuple[Decimal, str]]] = {}
    for score in scores:
        unit = catalogue.units.get(score.unit)
        if unit is not None and score.score is not None and is_judged(score, index):
            levels.setdefault(unit.level, []).append((score.score, unit.id))
    placed = (place for level in sorted(levels) for place in within_level(level, levels[level], reverse=True))
    return {place.unit: place for place in placed}
