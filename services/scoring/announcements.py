"""The events by which scoring tells what it found."""

from __future__ import annotations

from datetime import datetime

from services.scoring.domain.flip import Flip
from shared.events import ComplianceChanged, ComplianceEvaluated, RankingComputed
from shared.facts import Evaluation, Ranking, VerdictChange
from shared.trace import onward

SOURCE = "/nhipso/scoring"


def evaluated(evaluation: Evaluation, now: datetime, trace: str | None) -> ComplianceEvaluated:
    return ComplianceEvaluated.of(SOURCE, evaluation, time=now, trace=onward(trace, SOURCE))


def changed(evaluation: Evaluation, flip: Flip, now: datetime, trace: str | None) -> ComplianceChanged:
    change = VerdictChange(
        evaluation=evaluation,
        programme=flip.programme,
        previous=flip.previous,
        current=flip.current,
        reason=flip.reason,
    )
    return ComplianceChanged.of(SOURCE, change, time=now, subject=evaluation.unit, trace=onward(trace, SOURCE))


def ranked(ranking: Ranking, now: datetime, trace: str | None) -> RankingComputed:
    """The ranking is of no one unit: its subject is the indicator."""
    return RankingComputed.of(SOURCE, ranking, time=now, subject=ranking.indicator, trace=onward(trace, SOURCE))
