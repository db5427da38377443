"""What the report service does with events: it remembers the newest evaluation and ranking of everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from services.report.domain.records import Records, newest_doubts, newest_tasks
from shared.events import ComplianceEvaluated, FigureDoubted, RankingComputed, TaskChanged
from shared.facts import Doubts, Evaluation, Ranking, TaskState
from shared.figures import Status


class Store(Protocol):
    """What is remembered; the newer of two (see records.newer) stays, whatever the order they are kept in."""

    def keep_evaluations(self, evaluations: Sequence[Evaluation]) -> None: ...

    def keep_rankings(self, rankings: Sequence[Ranking]) -> None: ...

    def keep_doubts(self, doubts: Sequence[Doubts]) -> None: ...

    def keep_tasks(self, tasks: Sequence[TaskState]) -> None: ...


def record(events: Sequence[ComplianceEvaluated | RankingComputed], store: Store) -> None:
    """Keep what the events state. Safe in any order and any number of times.

    That a figure is missing needs no keeping: nothing is known of it, and it can only come.
    """
    found = Records.of(
        (
            event.data
            for event in events
            if isinstance(event, ComplianceEvaluated) and event.data.status is not Status.MISSING
        ),
        (event.data for event in events if isinstance(event, RankingComputed)),
    )
    # In one order everywhere, or two replicas with the same figures wait for each other.
    store.keep_evaluations([evaluation for _, evaluation in sorted(found.evaluations.items())])
    store.keep_rankings([ranking for _, ranking in sorted(found.rankings.items())])


def record_doubted(events: Sequence[FigureDoubted], store: Store) -> None:
    """Keep what is doubted of figures. Safe in any order and any number of times."""
    found = newest_doubts(event.data for event in events)
    store.keep_doubts([doubts for _, doubts in sorted(found.items())])


def record_tasks(events: Sequence[TaskChanged], store: Store) -> None:
    """Keep how tasks stand. Safe in any order and any number of times."""
    found = newest_tasks(event.data for event in events)
    store.keep_tasks([task for _, task in sorted(found.items())])
