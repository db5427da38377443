"""A scoring service without its messaging: figures in, announcements out, one transaction each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from services.scoring.handlers import judge
from services.scoring.ports import Store
from services.scoring.store import ScoringStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.events import Event, MetricSubmitted
from shared.facts import Figure
from shared.figures import FigureKey
from tests.unit.scoring.factories import NOW, SERVICES, a_catalogue, a_target, submitted
from tests.unit.scoring.memory_store import InMemoryStore, final_evaluations


class ListeningStore(Store, Protocol):
    """A store that remembers what was told through it."""

    announced: list[Event]


class Desk:
    """Judges what is put on it, with the tables of one transaction after the other."""

    def __init__(self, transaction: Transactions, catalogue: Catalogue) -> None:
        self._transaction = transaction
        self.catalogue = catalogue
        self.announced: list[Event] = []

    def submit(self, *figures: Figure, time: datetime = NOW) -> list[Event]:
        """Judge the figures in one transaction; returns what that announced."""
        return self.judge([submitted(figure, time) for figure in figures])

    def judge(self, events: Sequence[MetricSubmitted]) -> list[Event]:
        with self._transaction() as store:
            told = len(store.announced)
            judge(events, store, self.catalogue, NOW)
            news = store.announced[told:]
        self.announced += news
        return news


class Transactions(Protocol):
    """Opens one transaction on scoring's tables."""

    def __call__(self) -> AbstractContextManager[ListeningStore]: ...


def in_memory() -> Transactions:
    store = InMemoryStore()

    @contextmanager
    def transaction() -> Iterator[ListeningStore]:
        yield store

    return transaction


class ListeningScoringStore(ScoringStore):
    """The real tables; announcements are listened to instead of sent."""

    announced: list[Event]

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        self.announced.extend(events)


def in_database(database: Database) -> Transactions:
    @contextmanager
    def transaction() -> Iterator[ListeningStore]:
        with database.write() as tx:
            store = ListeningScoringStore(tx)
            store.announced = []
            yield store

    return transaction


def a_desk(transactions: Transactions) -> Desk:
    """A desk where the share of services has to reach 80."""
    return Desk(transactions, a_catalogue(a_target("plan", SERVICES, threshold="80")))


def value_of(desk: Desk, unit: str, indicator: str, dimension: str = "", period: str = "2022-06") -> Decimal | None:
    """What a listener takes for the figure in the end."""
    figure = final_evaluations(desk.announced).get(FigureKey(unit, indicator, dimension, period))
    return figure.value if figure else None
