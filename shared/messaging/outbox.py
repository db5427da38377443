"""Events written in the transaction that made them true, until the broker has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Select, func, not_, select, update

from shared.bulk import inserted
from shared.database import Database
from shared.events import Event
from shared.messaging.packing import Packed, pack
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import EVENTS_EXCHANGE

OUTBOX = PLUMBING.outbox
#: bytes one claim may carry
CLAIM_BYTES = 4 * 1024 * 1024
LONGEST_REST = timedelta(seconds=60)


@dataclass(frozen=True)
class Outgoing:
    """One message of the outbox that wants to be sent."""

    seq: int
    message_id: UUID
    exchange: str
    routing_key: str
    body: str
    attempts: int
    interrupted: int


@dataclass(frozen=True)
class Outcome:
    """What the broker said: confirmed message ids, and refused ones with the reason. The rest is unknown."""

    confirmed: frozenset[UUID]
    refused: Mapping[UUID, str]


def announce(tx: Connection, events: Sequence[Event], now: datetime) -> None:
    """Write events into the outbox, in the transaction that makes them true. The same events again change nothing."""
    put(tx, pack(events), now)


def put(tx: Connection, messages: Sequence[Packed], now: datetime, exchange: str = EVENTS_EXCHANGE) -> list[int]:
    """Write messages into the outbox; returns the numbers of those that were not there yet.

    The default exchange "" takes the name of a queue as routing key.
    """
    rows = [
        {
            "message_id": message.message_id,
            "exchange": exchange,
            "routing_key": message.routing_key,
            "body": message.body,
            "event_count": message.event_count,
            "created_at": now,
        }
        for message in messages
    ]
    return inserted(tx, OUTBOX, rows, "seq")


class Claim:
    """Unsent messages that are ours to send, until they are settled or the claim ends."""

    def __init__(self, database: Database, messages: list[Outgoing], tx: Connection | None) -> None:
        self.messages = messages
        self._database = database
        self._tx = tx

    def settle(self, outcome: Outcome, now: datetime) -> None:
        """Mark what was confirmed as sent; let what was refused rest a while. The unknown is sent again."""
        if self._tx is not None:
            settle(self._tx, self.messages, outcome, now)
            return
        with self._database.write() as tx:
            settle(tx, self.messages, outcome, now)


@contextmanager
def claimed(database: Database, now: datetime, limit: int) -> Iterator[Claim]:
    """Claim at most `limit` unsent messages, oldest first.

    On PostgreSQL they stay locked, and other relays pass them by; SQLite has one process, and its write lock must not
    be held while something is sent.
    """
    if database.engine.dialect.name != "postgresql":
        with database.read() as tx:
            messages = _trimmed(tx.execute(_unsent(now, limit)).mappings().all())
        yield Claim(database, messages, None)
        return
    with database.write() as tx:
        tx.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = '300s'")
        yield Claim(
            database, _trimmed(tx.execute(_unsent(now, limit).with_for_update(skip_locked=True)).mappings().all()), tx
        )


def settle(tx: Connection, messages: Sequence[Outgoing], outcome: Outcome, now: datetime) -> None:
    """Write down what the broker said."""
    confirmed = [message.seq for message in messages if message.message_id in outcome.confirmed]
    if confirmed:
        tx.execute(
            update(OUTBOX)
            .where(OUTBOX.c.seq.in_(confirmed))
            .values(sent_at=now, due_at=None, attempts=OUTBOX.c.attempts + 1, last_error=None)
        )
    for message in messages:
        if message.message_id in outcome.refused:
            rest = min(timedelta(seconds=2 ** min(message.attempts, 6)), LONGEST_REST)
            tx.execute(
                update(OUTBOX)
                .where(OUTBOX.c.seq == message.seq)
                .values(
                    attempts=OUTBOX.c.attempts + 1, last_error=outcome.refused[message.message_id], due_at=now + rest
                )
            )


def backlog(tx: Connection) -> tuple[int, datetime | None]:
    """How many messages are unsent, and since when the oldest is."""
    count, oldest = tx.execute(
        select(func.count(), func.min(OUTBOX.c.created_at)).where(OUTBOX.c.sent_at.is_(None))
    ).one()
    return int(count), oldest


def _unsent(now: datetime, limit: int) -> Select[Any]:
    # A rest longer than the longest was written before the clock was set back.
    resting = OUTBOX.c.due_at.is_not(None) & (OUTBOX.c.due_at > now) & (OUTBOX.c.due_at <= now + LONGEST_REST)
    # By state, never by a cursor: numbers are given before transactions commit, so a lower one may appear later.
    return (
        select(
            OUTBOX.c.seq,
            OUTBOX.c.message_id,
            OUTBOX.c.exchange,
            OUTBOX.c.routing_key,
            OUTBOX.c.body,
            OUTBOX.c.attempts,
            OUTBOX.c.interrupted,
        )
        .where(OUTBOX.c.sent_at.is_(None), not_(resting))
        .order_by(OUTBOX.c.seq)
        .limit(limit)
    )


def _trimmed(rows: Sequence[RowMapping]) -> list[Outgoing]:
    messages: list[Outgoing] = []
    size = 0
    for row in rows:
        message = Outgoing(**row)
        size += len(message.body)
        if messages and size > CLAIM_BYTES:
            break
        messages.append(message)
    return messages
