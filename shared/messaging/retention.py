"""Once an hour, forgets what nobody needs any more of messages sent and events applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import eventlet
import structlog
from sqlalchemy.exc import SQLAlchemyError

from shared.clock import Clock
from shared.database import Database
from shared.messaging.clearing import Clearing
from shared.messaging.dead_letters import DEAD, State
from shared.messaging.expiry import Expired
from shared.messaging.pausing import pause
from shared.messaging.sweep import Route
from shared.messaging.tables import PLUMBING
from shared.metrics import RETENTION_LAST, ROWS_DELETED

HOUR = 3600.0
#: seconds; a process that starts has other things to do
FIRST_AFTER = 60.0
#: seconds between two transactions
BREATH = 0.01
#: clocks of two machines never differ by more
SKEW = timedelta(days=1)

log = structlog.get_logger()


@dataclass(frozen=True)
class Terms:
    """How long a message is kept after it was sent, and the record of an event after it was applied."""

    outbox: timedelta
    inbox: timedelta

    def horizon(self, now: datetime, oldest: datetime | None) -> datetime:
        """Before when a consumer may forget, given since when its oldest message waits in an outbox.

        What is announced twice comes late the second time when its message waits long: the record of the first waits
        as much longer.
        """
        horizon = now - self.inbox
        return horizon if oldest is None else min(horizon, oldest - max(self.inbox - self.outbox, SKEW))


def nothing_else(_now: datetime) -> Sequence[Expired]:
    """Outbox, inbox and dead letters are all there is."""
    return ()


class Retention:
    """Goes over all databases. `others` says what else has expired. Two at once only share the work."""

    def __init__(
        self,
        databases: Sequence[Database],
        routes: Sequence[Route],
        terms: Terms,
        clock: Clock,
        others: Callable[[datetime], Sequence[Expired]] = nothing_else,
    ) -> None:
        self._databases = databases
        self._routes = routes
        self._terms = terms
        self._clock = clock
        self._others = others
        self._stopping = False

    def once(self) -> Counter[str]:
        """One pass; returns how many rows were deleted of each "service.table"."""
        deleted: Counter[str] = Counter()
        for service, table, rows in self._steps(self._clock()):
            if rows:
                deleted[f"{service}.{table}"] += rows
                ROWS_DELETED.labels(service, table).inc(rows)
            if self._stopping:
                break
            eventlet.sleep(BREATH)
        if deleted:
            log.info("old rows deleted", rows=dict(deleted))
        return deleted

    def run(self) -> None:
        """Pass over them every hour until `stop`."""
        RETENTION_LAST.set(self._clock().timestamp())
        self._rest(FIRST_AFTER)
        while not self._stopping:
            try:
                self.once()
                RETENTION_LAST.set(self._clock().timestamp())
            except SQLAlchemyError as error:
                # Tidying up must never end the services beside it; an alert tells when it is not done for long.
                log.warning("retention postponed", reason=repr(error))
            self._rest(HOUR)

    def stop(self) -> None:
        """End at the next opportunity."""
        self._stopping = True

    def _steps(self, now: datetime) -> Iterator[tuple[str, str, int]]:
        clearing = Clearing(self._routes, now - self._terms.outbox)
        for database in self._databases:
            for rows in clearing.clear(database):
                yield database.name, PLUMBING.outbox.name, rows
        # After the outboxes, because what is still in them decides what must be recognised.
        for expired in [*self._inboxes(clearing, now), *self._settled(now), *self._others(now)]:
            while rows := expired.delete_some():
                yield expired.database.name, expired.table.name, rows

    def _inboxes(self, clearing: Clearing, now: datetime) -> Iterator[Expired]:
        for consumer, database in {route.subscription.consumer: route.consumer for route in self._routes}.items():
            before = self._terms.horizon(now, clearing.oldest_for(consumer))
            for table in (PLUMBING.inbox, PLUMBING.inbox_message):
                yield Expired(database, table, table.c.processed_at, before, table.c.consumer == consumer)

    def _settled(self, now: datetime) -> Iterator[Expired]:
        settled = DEAD.c.state.in_([State.REPLAYED, State.DISCARDED])
        for database in self._databases:
            yield Expired(database, DEAD, DEAD.c.at, now - self._terms.inbox, settled)

    def _rest(self, seconds: float) -> None:
        pause(seconds, lambda: self._stopping)
