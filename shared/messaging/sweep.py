"""Finds every message that was sent long ago and is not recorded where it should be, and offers it again.

Whatever lost it (a purged queue, a broker's disk, a process killed in embedded mode), the outbox still has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import eventlet
import structlog
from sqlalchemy import select, update

from shared.clock import Clock
from shared.database import Database
from shared.messaging.failure import Reaction, reaction_to
from shared.messaging.inbox import CHUNK, recorded_messages
from shared.messaging.outbox import OUTBOX
from shared.messaging.pausing import pause
from shared.messaging.topology import Subscription
from shared.metrics import EVENTS_OVERDUE

#: a number below which all is recorded is trusted no longer than this, and only for messages older than this
FORGET = timedelta(hours=1)
#: each sending doubles the wait for the next, at most so often: a consumer that is away is not buried in copies
MOST_DOUBLINGS = 10

log = structlog.get_logger()


@dataclass(frozen=True)
class Route:
    """Messages that `producer` announces and `consumer` subscribes to."""

    producer: Database
    subscription: Subscription
    consumer: Database


@dataclass(frozen=True)
class Sent:
    """A message in the outbox, as the sweep sees it."""

    seq: int
    message_id: UUID
    created_at: datetime
    sent_at: datetime | None
    attempts: int

    def is_overdue(self, now: datetime, patience: timedelta) -> bool:
        doublings = min(max(self.attempts - 1, 0), MOST_DOUBLINGS)
        return self.sent_at is not None and self.sent_at <= now - patience * 2**doublings


def lanes(routes: Sequence[Route]) -> list[tuple[Database, str, Route]]:
    """Where messages for a consumer come from: the producer's outbox, and its own for replayed dead letters."""
    replays = {route.subscription.consumer: (route.consumer, route.subscription.queue, route) for route in routes}
    return [(route.producer, route.subscription.routing_key, route) for route in routes] + list(replays.values())


class Sweep:
    """Goes over all routes. `patience` is how long a message may be on its way."""

    def __init__(self, routes: Sequence[Route], patience: timedelta, clock: Clock, *, embedded: bool) -> None:
        self._routes = routes
        self._patience = patience
        self._clock = clock
        self._embedded = embedded
        self._floors: dict[tuple[str, str, str], tuple[int, datetime]] = {}
        self._stopping = False

    def offer_again(self) -> int:
        """One pass: offer what is overdue; returns how many messages that were."""
        offered = 0
        for producer, key, route in lanes(self._routes):
            now = self._clock()
            overdue = [m for m in self._unrecorded(producer, key, route, now) if m.is_overdue(now, self._patience)]
            if key == route.subscription.routing_key:
                EVENTS_OVERDUE.labels(route.subscription.consumer).set(len(overdue))
            offered += self._offer(producer, [m.seq for m in overdue if m.sent_at])
        if offered:
            log.warning("overdue messages offered again", messages=offered)
        return offered

    def offer_interrupted(self) -> int:
        """At the start of an embedded process: its broker is empty, so offer all that is not recorded."""
        offered = 0
        for producer, key, route in lanes(self._routes):
            unrecorded = self._unrecorded(producer, key, route, self._clock())
            offered += self._offer(producer, [m.seq for m in unrecorded if m.sent_at], interrupted=1)
        return offered

    def run(self) -> None:
        """Sweep until `stop`."""
        if self._embedded:
            self._safely(self.offer_interrupted)
        between = min(max(self._patience.total_seconds() / 4, 0.25), 60)
        while not self._stopping:
            pause(between, lambda: self._stopping)
            self._safely(self.offer_again)

    def stop(self) -> None:
        """End at the next opportunity."""
        self._stopping = True

    def _unrecorded(self, producer: Database, key: str, route: Route, now: datetime) -> list[Sent]:
        consumer = route.subscription.consumer
        floor, since = self._floors.get((producer.name, key, consumer), (0, now))
        if not timedelta(0) <= now - since < FORGET:
            floor, since = 0, now
        found: list[Sent] = []
        after = floor
        while page := self._page(producer, key, after):
            after = page[-1].seq
            with route.consumer.read() as tx:
                recorded = recorded_messages(tx, consumer, [message.message_id for message in page])
            for message in page:
                if message.message_id not in recorded:
                    found.append(message)
                elif not found and message.created_at <= now - timedelta(minutes=10):
                    floor = message.seq
            eventlet.sleep(0)
        self._floors[producer.name, key, consumer] = (floor, since)
        return found

    def _page(self, producer: Database, key: str, after: int) -> list[Sent]:
        columns = (OUTBOX.c.seq, OUTBOX.c.message_id, OUTBOX.c.created_at, OUTBOX.c.sent_at, OUTBOX.c.attempts)
        query = select(*columns).where(OUTBOX.c.routing_key == key, OUTBOX.c.seq > after)
        with producer.read() as tx:
            return [Sent(*row) for row in tx.execute(query.order_by(OUTBOX.c.seq).limit(CHUNK))]

    def _offer(self, producer: Database, numbers: Sequence[int], interrupted: int = 0) -> int:
        changed = 0
        for start in range(0, len(numbers), CHUNK):
            chosen = OUTBOX.c.seq.in_(numbers[start : start + CHUNK]) & OUTBOX.c.sent_at.is_not(None)
            with producer.write() as tx:
                changed += tx.execute(
                    update(OUTBOX)
                    .where(chosen)
                    .values(sent_at=None, due_at=None, interrupted=OUTBOX.c.interrupted + interrupted)
                ).rowcount
        return changed

    def _safely(self, sweep: Callable[[], int]) -> None:
        try:
            sweep()
        except Exception as error:
            if reaction_to(error) is not Reaction.HOLD:
                raise
            log.warning("sweep postponed", reason=repr(error))
