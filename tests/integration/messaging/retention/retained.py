"""Four databases with messages of every age."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Column, delete, insert, select

from shared.database import Database
from shared.events import (
    AlertOpened,
    BulletinPublished,
    ComplianceChanged,
    ComplianceEvaluated,
    Event,
    FigureDoubted,
    FiguresSent,
    MetricSubmitted,
    RankingComputed,
    TaskChanged,
)
from shared.messaging.retention import Retention, Terms
from shared.messaging.sweep import Route
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import FLOW, SCORING_METRIC, Subscription
from tests.integration.messaging.stage import NOW

OUTBOX, INBOX, INBOX_MESSAGE, DEAD = PLUMBING.outbox, PLUMBING.inbox, PLUMBING.inbox_message, PLUMBING.dead


DAY = timedelta(days=1)


TERMS = Terms(outbox=30 * DAY, inbox=180 * DAY)


OLD, ANCIENT = NOW - 40 * DAY, NOW - 200 * DAY


ANNOUNCES: dict[str, tuple[type[Event], ...]] = {
    "ingest": (MetricSubmitted, FiguresSent),
    "scoring": (ComplianceEvaluated, ComplianceChanged, RankingComputed, FigureDoubted, TaskChanged),
    "notify": (AlertOpened,),
    "report": (BulletinPublished,),
}


def key_of(kind: type[Event]) -> str:
    return str(kind.model_fields["type"].default)


@dataclass(repr=False)
class Office:
    """Four databases, and messages in them."""

    databases: dict[str, Database]
    seqs: dict[UUID, int] = field(default_factory=dict)

    @property
    def routes(self) -> list[Route]:
        return [
            Route(self.databases[service], subscription, self.databases[subscription.service])
            for subscription in FLOW
            for service, kinds in ANNOUNCES.items()
            if subscription.event in kinds
        ]

    def retention(self, now: datetime = NOW) -> Retention:
        return Retention(list(self.databases.values()), self.routes, TERMS, lambda: now)

    def post(
        self,
        service: str = "ingest",
        key: str = SCORING_METRIC.routing_key,
        *,
        created: datetime = OLD,
        sent: datetime | None = OLD,
    ) -> UUID:
        """Put a message into an outbox."""
        message_id = uuid4()
        row = {"message_id": message_id, "exchange": "", "routing_key": key, "body": "[]", "event_count": 0}
        with self.databases[service].write() as tx:
            statement = insert(OUTBOX).values(**row, created_at=created, sent_at=sent).returning(OUTBOX.c.seq)
            self.seqs[message_id] = tx.execute(statement).scalar_one()
        return message_id

    def record(self, subscription: Subscription, message_id: UUID, at: datetime = OLD) -> None:
        """Let a consumer record a message; its one event has the same id."""
        told = {"consumer": subscription.consumer, "processed_at": at}
        with self.databases[subscription.service].write() as tx:
            tx.execute(insert(INBOX).values(**told, event_id=message_id))
            tx.execute(insert(INBOX_MESSAGE).values(**told, message_id=message_id))

    def all_of(self, service: str, column: Column[UUID]) -> set[UUID]:
        with self.databases[service].read() as tx:
            return set(tx.execute(select(column)).scalars())

    def messages(self, service: str = "ingest") -> set[UUID]:
        return self.all_of(service, OUTBOX.c.message_id)

    def empty(self) -> None:
        for database in self.databases.values():
            with database.write() as tx:
                for table in (OUTBOX, INBOX, INBOX_MESSAGE, DEAD):
                    tx.execute(delete(table))
