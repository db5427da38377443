"""Evaluations, rankings and doubts as the report service keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from services.report.domain.records import ranking_key
from services.report.tables import DOUBT, EVALUATION, RANKING, TASK
from shared.facts import Doubts, Evaluation, Ranking, TaskState


class ReportStore:
    """The store of one transaction."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def keep_evaluations(self, evaluations: Sequence[Evaluation]) -> None:
        """Keep each evaluation unless a newer one of the same figure is there."""
        self._keep_newer(
            EVALUATION,
            [
                {
                    "unit": evaluation.key.unit,
                    "indicator": evaluation.key.indicator,
                    "dimension": evaluation.key.dimension,
                    "period": evaluation.key.period,
                    "sequence": evaluation.sequence,
                    "body": evaluation.model_dump_json(),
                }
                for evaluation in evaluations
            ],
        )

    def keep_rankings(self, rankings: Sequence[Ranking]) -> None:
        """Keep each ranking unless a newer one is there."""
        rows = []
        for ranking in rankings:
            indicator, dimension, period = ranking_key(ranking)
            key = {"indicator": indicator, "dimension": dimension, "period": period}
            rows.append({**key, "sequence": ranking.sequence, "body": ranking.model_dump_json()})
        self._keep_newer(RANKING, rows)

    def keep_doubts(self, doubts: Sequence[Doubts]) -> None:
        """Keep what is doubted of each figure unless a newer word is there."""
        rows = []
        for told in doubts:
            key = told.key
            figure = {"unit": key.unit, "indicator": key.indicator, "dimension": key.dimension, "period": key.period}
            rows.append({**figure, "sequence": told.sequence, "body": told.model_dump_json()})
        self._keep_newer(DOUBT, rows)

    def keep_tasks(self, tasks: Sequence[TaskState]) -> None:
        """Keep how each task stands unless a newer word is there."""
        rows = []
        for told in tasks:
            key = {"unit": told.unit, "task": told.task, "stage": told.stage}
            rows.append({**key, "sequence": told.sequence, "body": told.model_dump_json()})
        self._keep_newer(TASK, rows)

    def tasks(self) -> list[TaskState]:
        """How every task of every unit stands, in order."""
        bodies = self._tx.execute(select(TASK.c.body).order_by(TASK.c.unit, TASK.c.task, TASK.c.stage)).scalars()
        return [TaskState.model_validate_json(body) for body in bodies]

    def doubts(self, period: str) -> Iterator[Doubts]:
        """What is doubted of the figures of `period`."""
        bodies = self._tx.execute(select(DOUBT.c.body).where(DOUBT.c.period == period)).scalars()
        return (Doubts.model_validate_json(body) for body in bodies)

    def evaluations(self, until: str) -> Iterator[Evaluation]:
        """The newest evaluation of every figure of `until` and all periods before it."""
        bodies = self._tx.execute(select(EVALUATION.c.body).where(EVALUATION.c.period <= until)).scalars()
        return (Evaluation.model_validate_json(body) for body in bodies)

    def evaluations_of(self, period: str) -> Iterator[Evaluation]:
        """The newest evaluation of every figure of one period."""
        bodies = self._tx.execute(select(EVALUATION.c.body).where(EVALUATION.c.period == period)).scalars()
        return (Evaluation.model_validate_json(body) for body in bodies)

    def rankings(self, period: str) -> Iterator[Ranking]:
        bodies = self._tx.execute(select(RANKING.c.body).where(RANKING.c.period == period)).scalars()
        return (Ranking.model_validate_json(body) for body in bodies)

    def periods(self) -> list[str]:
        """The periods that have figures, oldest first."""
        return list(self._tx.execute(select(EVALUATION.c.period).distinct().order_by(EVALUATION.c.period)).scalars())

    def _keep_newer(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if not rows:
            return
        insert = self._insert(table)
        given = insert.excluded
        # Of equal sequences the same one stays wherever it came first, so that replicas agree.
        newer = or_(
            given.sequence > table.c.sequence,
            and_(given.sequence == table.c.sequence, given.body > table.c.body),
        )
        self._tx.execute(
            insert.on_conflict_do_update(
                index_elements=[column.name for column in table.primary_key],
                set_={"sequence": given.sequence, "body": given.body},
                where=newer,
            ),
            rows,
        )

    def _insert(self, table: Table) -> Any:
        dialect = postgresql if self._tx.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)
