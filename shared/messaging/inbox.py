"""What each consumer has already applied, so that twice is harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, select

from shared.bulk import insert_missing, inserted
from shared.events import Event
from shared.messaging.tables import PLUMBING

E = TypeVar("E", bound=Event)

#: how many values one statement names
CHUNK = 1000


@dataclass
class Tally:
    """How many events of a batch were new and how many had been seen before."""

    fresh: int = 0
    repeated: int = 0


#: the tally of the batch that is being handled
TALLY: ContextVar[Tally | None] = ContextVar("tally", default=None)


def unseen(tx: Connection, consumer: str, events: Sequence[E], now: datetime) -> list[E]:
    """Record the events as applied by `consumer` and return those that were not yet, in order, each once."""
    by_id = {event.id: event for event in events}
    # In one order everywhere, or two replicas with the same events wait for each other.
    rows = [{"consumer": consumer, "event_id": key, "processed_at": now} for key in sorted(by_id)]
    fresh = set(inserted(tx, PLUMBING.inbox, rows, "event_id"))
    tally = TALLY.get()
    if tally is not None:
        tally.fresh += len(fresh)
        tally.repeated += len(events) - len(fresh)
    return [event for key, event in by_id.items() if key in fresh]


def record_messages(tx: Connection, consumer: str, message_ids: Iterable[UUID], now: datetime) -> None:
    """Record messages of which every event is applied or parked: nobody needs to offer them again."""
    rows = [
        {"consumer": consumer, "message_id": message_id, "processed_at": now} for message_id in sorted(set(message_ids))
    ]
    insert_missing(tx, PLUMBING.inbox_message, rows)


def recorded_messages(tx: Connection, consumer: str, message_ids: Sequence[UUID]) -> set[UUID]:
    """Which of the messages `consumer` has recorded."""
    table = PLUMBING.inbox_message
    known: set[UUID] = set()
    for start in range(0, len(message_ids), CHUNK):
        asked = table.c.message_id.in_(message_ids[start : start + CHUNK])
        known.update(tx.execute(select(table.c.message_id).where(table.c.consumer == consumer, asked)).scalars())
    return known


def begin_trial(tx: Connection, consumer: str, event_id: UUID) -> int:
    """Note that an event suspected of ending the process is about to be tried; returns how often it was before."""
    trial = PLUMBING.trial
    mine = (trial.c.consumer == consumer) & (trial.c.event_id == event_id)
    tries = tx.execute(select(trial.c.tries).where(mine)).scalar_one_or_none()
    if tries is None:
        tx.execute(trial.insert().values(consumer=consumer, event_id=event_id, tries=1))
        return 0
    tx.execute(trial.update().where(mine).values(tries=tries + 1))
    return int(tries)


def end_trial(tx: Connection, consumer: str, event_id: UUID) -> None:
    """The process survived the event."""
    trial = PLUMBING.trial
    tx.execute(delete(trial).where(trial.c.consumer == consumer, trial.c.event_id == event_id))
