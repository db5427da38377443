"""What the report service remembers of events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from services.report import handlers
from services.report.domain.records import Records, newest_doubts, newest_tasks
from shared.events import ComplianceEvaluated, FigureDoubted, RankingComputed, TaskChanged
from shared.facts import Doubts, Evaluation, Ranking, TaskState
from shared.figures import FigureKey
from tests.unit.report.factories import a_ranking, an_evaluation, doubts_about

TIME = datetime(2023, 3, 20, tzinfo=UTC)


class InMemoryStore:
    """The report service's tables as one set of records."""

    def __init__(self) -> None:
        self.records = Records({}, {})
        self.doubts: dict[FigureKey, Doubts] = {}
        self.tasks: dict[tuple[str, str, str], TaskState] = {}

    def keep_evaluations(self, evaluations: Sequence[Evaluation]) -> None:
        self.records = Records.of([*self.records.evaluations.values(), *evaluations], self.records.rankings.values())

    def keep_rankings(self, rankings: Sequence[Ranking]) -> None:
        self.records = Records.of(self.records.evaluations.values(), [*self.records.rankings.values(), *rankings])

    def keep_doubts(self, doubts: Sequence[Doubts]) -> None:
        self.doubts = newest_doubts([*self.doubts.values(), *doubts])

    def keep_tasks(self, tasks: Sequence[TaskState]) -> None:
        self.tasks = newest_tasks([*self.tasks.values(), *tasks])


def evaluated(evaluation: Evaluation) -> ComplianceEvaluated:
    return ComplianceEvaluated.of("/nhipso/scoring", evaluation, time=TIME)


def ranked(ranking: Ranking) -> RankingComputed:
    return RankingComputed.of("/nhipso/scoring", ranking, time=TIME, subject=ranking.indicator)


def test_the_same_event_twice_is_remembered_once() -> None:
    store, event = InMemoryStore(), evaluated(an_evaluation())

    handlers.record([event, event], store)
    handlers.record([event], store)

    assert list(store.records.evaluations.values()) == [event.data]


def test_an_older_evaluation_that_comes_late_changes_nothing() -> None:
    store, newer = InMemoryStore(), an_evaluation("90", sequence=2)

    handlers.record([evaluated(newer)], store)
    handlers.record([evaluated(an_evaluation("80", sequence=1))], store)

    assert list(store.records.evaluations.values()) == [newer]


def test_the_newest_ranking_stays() -> None:
    store, newer = InMemoryStore(), a_ranking("south", sequence=2)

    handlers.record([ranked(newer), ranked(a_ranking("north", sequence=1))], store)

    assert list(store.records.rankings.values()) == [newer]


def test_a_withdrawn_total_is_remembered_so_that_the_older_figure_does_not_return() -> None:
    store = InMemoryStore()
    withdrawn = an_evaluation(None, "province", counted=0, sequence=2)

    handlers.record([evaluated(withdrawn), evaluated(an_evaluation("90", "province", sequence=1))], store)

    assert list(store.records.evaluations.values()) == [withdrawn]
    assert store.records.standing().evaluations == {}


def test_the_newest_word_on_a_figure_stays_however_often_and_late_the_others_come() -> None:
    store, older, newer = InMemoryStore(), doubts_about("90"), doubts_about("90", sequence=2, found=())
    told = [FigureDoubted.of("/nhipso/scoring", doubts, time=TIME) for doubts in (newer, older)]

    handlers.record_doubted(told, store)
    handlers.record_doubted([told[1], told[1]], store)

    assert list(store.doubts.values()) == [newer]


def test_how_a_task_stands_is_remembered_once_and_the_newest_word_stays() -> None:
    store = InMemoryStore()
    overdue, done = (changed(state, sequence) for sequence, state in enumerate(("overdue", "done"), start=1))

    handlers.record_tasks([done, done], store)
    handlers.record_tasks([overdue], store)

    assert list(store.tasks.values()) == [done.data]


def changed(state: Any, sequence: int) -> TaskChanged:
    told = TaskState(
        task="plan", unit="north", title="Kế hoạch", legal_basis="KL 1", stage="work", due=None, state=state,
        sequence=sequence,
    )  # fmt: skip
    return TaskChanged.of("/nhipso/scoring", told, time=TIME)
