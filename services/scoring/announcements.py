"""The events by which scoring tells what it found."""

from __future__ import annotations

from datetime import datetime

from services.scoring.domain.flip import Flip
from services.scoring.domain.task_state import Standing
from shared.catalogue import Task
from shared.events import (
    ComplianceChanged,
    ComplianceEvaluated,
    FigureDoubted,
    IndexComputed,
    RankingComputed,
    Recency,
    TaskChanged,
)
from shared.facts import Doubts, Evaluation, IndexScore, Ranking, TaskState, VerdictChange
from shared.trace import onward

SOURCE = "/nhipso/scoring"


def evaluated(
    evaluation: Evaluation, recency: Recency, now: datetime, trace: str | None, accepted: datetime | None = None
) -> ComplianceEvaluated:
    return ComplianceEvaluated.of(
        SOURCE, evaluation, time=now, trace=onward(trace, SOURCE), acceptedtime=accepted, recency=recency
    )


def changed(
    evaluation: Evaluation, flip: Flip, now: datetime, trace: str | None, accepted: datetime | None = None
) -> ComplianceChanged:
    change = VerdictChange(
        evaluation=evaluation,
        programme=flip.programme,
        previous=flip.previous,
        current=flip.current,
        reason=flip.reason,
    )
    return ComplianceChanged.of(
        SOURCE,
        change,
        time=now,
        subject=evaluation.unit,
        trace=onward(trace, SOURCE),
        acceptedtime=accepted,
        recency="latest",
    )


def task_changed(standing: Standing, task: Task, now: datetime) -> TaskChanged:
    """Nothing was sent that this follows from: it has no trace."""
    return TaskChanged.of(SOURCE, state_told(standing, task), time=now)


def state_told(standing: Standing, task: Task) -> TaskState:
    """How an assignment stands, with what its task says."""
    return TaskState(
        task=task.id,
        unit=standing.assignment.unit,
        title=task.title,
        legal_basis=task.legal_basis,
        stage=standing.assignment.stage,
        due=standing.due,
        state=standing.state,
        done_on=standing.done_on,
        sequence=standing.sequence,
    )


def ranked(ranking: Ranking, now: datetime, trace: str | None) -> RankingComputed:
    """The ranking is of no one unit: its subject is the indicator."""
    return RankingComputed.of(SOURCE, ranking, time=now, subject=ranking.indicator, trace=onward(trace, SOURCE))


def doubtful(doubts: Doubts, now: datetime, trace: str | None) -> FigureDoubted:
    return FigureDoubted.of(SOURCE, doubts, time=now, trace=onward(trace, SOURCE))


def indexed(score: IndexScore, now: datetime, trace: str | None) -> IndexComputed:
    return IndexComputed.of(SOURCE, score, time=now, trace=onward(trace, SOURCE))
