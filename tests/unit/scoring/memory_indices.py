"""Scoring's table of indices as a dictionary."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.scoring.domain.index_score import IndexKey, index_key
from shared.events import Event, IndexComputed
from shared.facts import IndexScore


class InMemoryIndices:
    """An IndexStore without a database."""

    def __init__(self) -> None:
        super().__init__()
        self._scores: dict[IndexKey, IndexScore] = {}

    def index_scores(self, keys: Collection[IndexKey]) -> dict[IndexKey, IndexScore]:
        return {key: known for key, known in self._scores.items() if key in keys}

    def keep_index_scores(self, scores: Collection[IndexScore]) -> None:
        self._scores |= {index_key(kept): kept for kept in scores}


def scores_of(events: Sequence[Event]) -> list[IndexScore]:
    return [event.data for event in events if isinstance(event, IndexComputed)]


def final_scores(events: Sequence[Event]) -> dict[IndexKey, IndexScore]:
    """What a listener knows in the end: per unit and period the score of the highest sequence, its number taken off.

    A score without components counts as none.
    """
    final: dict[IndexKey, IndexScore] = {}
    for score in scores_of(events):
        key = index_key(score)
        final[key] = max(score, final.get(key, score), key=lambda known: known.sequence)
    return {key: known.model_copy(update={"sequence": 0}) for key, known in final.items() if known.components}
