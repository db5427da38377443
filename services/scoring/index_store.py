"""Scores of indices, as kept in scoring's database."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from services.scoring.domain.index_score import IndexKey, index_key
from services.scoring.index_tables import index_score
from shared.bulk import among, upsert
from shared.facts import IndexScore

KEY = (index_score.c.index, index_score.c.unit, index_score.c.period)


class IndexTables:
    """The IndexStore of one transaction."""

    _tx: Connection

    def index_scores(self, keys: Collection[IndexKey]) -> dict[IndexKey, IndexScore]:
        if not keys:
            return {}
        wanted = among(self._tx, select(index_score.c.body), KEY, [(key.index, key.unit, key.period) for key in keys])
        found = map(IndexScore.model_validate_json, self._tx.execute(wanted).scalars())
        return {index_key(score): score for score in found}

    def keep_index_scores(self, scores: Collection[IndexScore]) -> None:
        upsert(self._tx, index_score, [_row(score) for score in scores])

    def scores_in(self, index: str, period: str) -> list[IndexScore]:
        """The scores of all units in a period, by unit; those that have no components any more are left out."""
        here = (index_score.c.index == index) & (index_score.c.period == period)
        wanted = select(index_score.c.body).where(here).order_by(index_score.c.unit)
        found = map(IndexScore.model_validate_json, self._tx.execute(wanted).scalars())
        return [score for score in found if score.components]


def _row(score: IndexScore) -> dict[str, Any]:
    key = {"index": score.index, "unit": score.unit, "period": score.period}
    return {**key, "sequence": score.sequence, "body": score.model_dump_json()}
