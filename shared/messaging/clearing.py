"""Deletes from outboxes what is old, sent and recorded by every subscriber; the sweep may still need all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from shared.database import Database
from shared.messaging.expiry import AT_ONCE
from shared.messaging.inbox import recorded_messages
from shared.messaging.outbox import OUTBOX
from shared.messaging.sweep import Route, lanes


@dataclass(frozen=True)
class Kept:
    """A message in the outbox, as retention sees it."""

    seq: int
    message_id: UUID
    routing_key: str
    created_at: datetime
    sent_at: datetime | None


class Clearing:
    """One pass over the outboxes, deleting what was last sent before a time."""

    def __init__(self, routes: Sequence[Route], before: datetime) -> None:
        self._before = before
        self._subscribers: dict[tuple[str, str], list[Route]] = {}
        self._oldest: dict[tuple[str, str], datetime] = {}
        for producer, key, route in lanes(routes):
            self._subscribers.setdefault((producer.name, key), []).append(route)

    def clear(self, database: Database) -> Iterator[int]:
        """Go over one outbox; yields after each page how many of its messages went."""
        after = 0
        while page := _page(database, after):
            after = page[-1].seq
            gone = self._delete(database, page)
            self._note(database, [message for message in page if message.seq not in gone])
            yield len(gone)

    def oldest_for(self, consumer: str) -> datetime | None:
        """Since when the oldest message is there that could still be offered to a consumer."""
        moments = [
            moment
            for lane, moment in self._oldest.items()
            if any(route.subscription.consumer == consumer for route in self._subscribers.get(lane, ()))
        ]
        return min(moments, default=None)

    def _delete(self, database: Database, page: Sequence[Kept]) -> set[int]:
        old = [message for message in page if message.sent_at is not None and message.sent_at < self._before]
        needed = self._unrecorded(database, old)
        chosen = [message.seq for message in old if message.message_id not in needed]
        if not chosen:
            return set()
        # Asked again: meanwhile somebody may have had it sent once more.
        unneeded = OUTBOX.c.seq.in_(chosen) & (OUTBOX.c.sent_at < self._before)
        with database.write() as tx:
            return set(tx.execute(delete(OUTBOX).where(unneeded).returning(OUTBOX.c.seq)).scalars())

    def _unrecorded(self, database: Database, messages: Sequence[Kept]) -> set[UUID]:
        """Which messages at least one subscriber has neither applied nor parked."""
        found: set[UUID] = set()
        for key in {message.routing_key for message in messages}:
            ids = {message.message_id for message in messages if message.routing_key == key}
            for route in self._subscribers.get((database.name, key), ()):
                with route.consumer.read() as tx:
                    found |= ids - recorded_messages(tx, route.subscription.consumer, list(ids))
        return found

    def _note(self, database: Database, messages: Sequence[Kept]) -> None:
        for message in messages:
            lane = (database.name, message.routing_key)
            self._oldest[lane] = min(message.created_at, self._oldest.get(lane, message.created_at))


def _page(database: Database, after: int) -> list[Kept]:
    columns = (OUTBOX.c.seq, OUTBOX.c.message_id, OUTBOX.c.routing_key, OUTBOX.c.created_at, OUTBOX.c.sent_at)
    query = select(*columns).where(OUTBOX.c.seq > after).order_by(OUTBOX.c.seq).limit(AT_ONCE)
    with database.read() as tx:
        return [Kept(*row) for row in tx.execute(query)]
