"""A scoring service without its messaging, on which days pass: figures in, deadlines passed, tasks followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Protocol

from services.scoring.deadlines import DeadlineStore, pass_deadlines
from services.scoring.domain.task_state import Assignment, Note, Standing
from services.scoring.duty_store import DutyStore
from services.scoring.handlers import judge
from services.scoring.tasks import Patience, TaskStore, follow_tasks, note_task
from shared.catalogue import Catalogue, DueRule, Duty, Scope, Task
from shared.catalogue.duty import Frequency
from shared.catalogue.target import ScopeKind
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.events import Event, MetricSubmitted, TaskChanged
from shared.facts import Figure, TaskState
from tests.unit.scoring.desk import ListeningScoringStore
from tests.unit.scoring.factories import NOW, SERVICES, a_catalogue, a_target, submitted
from tests.unit.scoring.memory_duties import InMemoryDutyStore


class ListeningDutyStore(DeadlineStore, TaskStore, Protocol):
    """A store that remembers what was told through it."""

    announced: list[Event]


class DutyTransactions(Protocol):
    """Opens one transaction on scoring's tables."""

    def __call__(self) -> AbstractContextManager[ListeningDutyStore]: ...


class DutyDesk:
    """Judges figures, and lets days pass, with one transaction after the other."""

    def __init__(self, transaction: DutyTransactions, catalogue: Catalogue, since: date | None = None) -> None:
        self._transaction = transaction
        self.catalogue = catalogue
        self.since = since
        self.announced: list[Event] = []

    def submit(self, *figures: Figure, at: datetime) -> list[Event]:
        """Judge figures accepted at `at`; returns what that announced."""
        with self._heard() as (store, news):
            judge([submitted(figure, at) for figure in figures], store, self.catalogue, at)
        return news

    def judge(self, events: Sequence[MetricSubmitted]) -> list[Event]:
        """Judge events as they were accepted; returns what that announced."""
        with self._heard() as (store, news):
            judge(events, store, self.catalogue, NOW)
        return news

    def look(self, now: datetime) -> list[Event]:
        """Look at the deadlines, until there is nothing left to look at."""
        told: list[Event] = []
        more = True
        while more:
            with self._heard() as (store, news):
                more = pass_deadlines(store, self.catalogue, now, self.since)
            told += news
        return told

    def follow(self, now: datetime) -> list[TaskState]:
        """Follow the tasks up to `now`."""
        told: list[Event] = []
        more = True
        while more:
            with self._heard() as (store, news):
                more = follow_tasks(store, self.catalogue, now, Patience(self.since))
            told += news
        return task_states(told)

    def say(self, word: Note) -> tuple[Standing, list[TaskState]]:
        """Keep what was said of a task."""
        with self._heard() as (store, news):
            standing = note_task(word, store, self.catalogue, word.at, Patience(self.since))
        return replace(standing, sequence=0), task_states(news)

    @contextmanager
    def _heard(self) -> Iterator[tuple[ListeningDutyStore, list[Event]]]:
        news: list[Event] = []
        with self._transaction() as store:
            told = len(store.announced)
            yield store, news
            news += store.announced[told:]
        self.announced += news


def duties_in_memory(store: InMemoryDutyStore | None = None) -> DutyTransactions:
    kept = store or InMemoryDutyStore()

    @contextmanager
    def transaction() -> Iterator[ListeningDutyStore]:
        yield kept

    return transaction


class ListeningDutyTables(ListeningScoringStore, DutyStore):
    """The real tables; announcements are listened to instead of sent."""


def duties_in_database(database: Database) -> DutyTransactions:
    @contextmanager
    def transaction() -> Iterator[ListeningDutyStore]:
        with database.write() as tx:
            store = ListeningDutyTables(tx)
            store.announced = []
            yield store

    return transaction


def a_duty(
    scope: tuple[ScopeKind, str] = ("level", "district"),
    *,
    programme: str = "plan",
    indicator: str = SERVICES,
    applies: bool = True,
    frequency: Frequency = "monthly",
    due: DueRule | None = None,
    valid: tuple[date | None, date | None] = (None, None),
    dimension: str = "",
) -> Duty:
    return Duty(
        id=f"{programme}-{indicator}-{'-'.join(scope)}-{applies}",
        programme=programme,
        indicator=indicator,
        dimension=dimension,
        scope=Scope(*scope),
        applies=applies,
        frequency=frequency,
        due=due or DueRule("day", 17),
        legal_basis="Kế hoạch số 170/KH-UBND",
        valid_from=valid[0],
        valid_to=valid[1],
    )


def a_task(*scopes: tuple[ScopeKind, str], due: date | None = None, report: date | None = None) -> Task:
    return Task(
        id="t-1",
        scopes=tuple(Scope(*scope) for scope in scopes) or (Scope("unit", "north"),),
        title="Rà soát hồ sơ quá hạn",
        legal_basis="Thông báo số 245/TB-UBND",
        assigned_on=date(2023, 8, 21),
        due_work=due,
        due_report=report,
    )


def owing(*duties: Duty, tasks: tuple[Task, ...] = ()) -> Catalogue:
    """A province where the share of services has to reach 80, and these duties and tasks are owed."""
    catalogue = a_catalogue(a_target("plan", SERVICES, threshold="80"))
    return replace(catalogue, duties=duties, tasks={task.id: task for task in tasks})


def at(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """A time of the province's day, as a machine in UTC would say it."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), BUSINESS_ZONE).astimezone(UTC)


def said(word: Note) -> Assignment:
    return word.assignment


def task_states(events: list[Event]) -> list[TaskState]:
    return [event.data for event in events if isinstance(event, TaskChanged)]
