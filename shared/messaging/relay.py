"""Carries the outbox to the broker, for as long as its service runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from nameko.extensions import DependencyProvider
from sqlalchemy.exc import SQLAlchemyError

from shared.clock import Clock
from shared.database import Database
from shared.messaging.failure import Reaction, reaction_to
from shared.messaging.link import LINK_ERRORS
from shared.messaging.outbox import Outcome, Outgoing, backlog, claimed
from shared.messaging.pausing import pause
from shared.messaging.progress import RelayProgress, relay_progress
from shared.messaging.publisher import Publisher, connect_publisher
from shared.messaging.splitting import Backoff
from shared.metrics import (
    BROKER_BLOCKED,
    MESSAGES_PUBLISHED,
    MESSAGES_UNROUTABLE,
    OUTBOX_OLDEST_SECONDS,
    OUTBOX_UNSENT,
)
from shared.trace import say_traced, trace_ids_in

#: messages sent before the first confirm is awaited; more gains nothing
WINDOW = 500
POLL_SECONDS = 0.05
REPORT_SECONDS = 2.0
PASSING: tuple[type[Exception], ...] = (*LINK_ERRORS, SQLAlchemyError)

log = structlog.get_logger()


class Relay:
    """One service's outbox and its link to the broker. Several may run at once: each message is sent at least once."""

    def __init__(self, database: Database, url: str, clock: Clock) -> None:
        self._database = database
        self._url = url
        self._clock = clock
        self._publisher: Publisher | None = None
        self._window = WINDOW
        self._reported: datetime | None = None
        self.progress: RelayProgress = relay_progress(database.name)

    def once(self) -> int:
        """Send one window of unsent messages; returns how many the broker confirmed.

        Raises one of LINK_ERRORS when the broker cannot be reached, TimeoutError when it does not answer, and what
        the database raises.
        """
        publisher = self._connected()
        with claimed(self._database, self._clock(), self._window) as claim:
            if not claim.messages:
                return 0
            outcome = publisher.publish(claim.messages)
            claim.settle(outcome, self._clock())
        self._note(claim.messages, outcome)
        if not publisher.usable:
            # A slow line must not carry the same big window again and again in vain.
            self._window = max(self._window // 4, 1)
            raise TimeoutError(f"{len(claim.messages) - len(outcome.confirmed)} messages not confirmed")
        self._window = min(self._window * 2, WINDOW)
        return len(outcome.confirmed)

    def run(self) -> None:
        """Send until `stop`. Raises Stop when the broker's topology contradicts ours."""
        backoff = Backoff(0.2, 5.0)
        while not self.progress.stopping:
            try:
                sent = self.once()
                BROKER_BLOCKED.labels(self._database.name).set(0)
                self._report()
            except PASSING as error:
                if isinstance(error, SQLAlchemyError) and reaction_to(error) is not Reaction.HOLD:
                    raise
                self._lost(error)
                self._report_meanwhile()
                pause(backoff.pause(), self._stopped)
            else:
                backoff.reset()
                if sent < WINDOW:
                    # A window costs the same with one message as with ten: single figures are let come together.
                    pause(POLL_SECONDS, self._stopped)
        self.close()

    def stop(self) -> None:
        """Finish the window that is under way, then end."""
        self.progress.stopping = True

    def close(self) -> None:
        """Drop the link."""
        if self._publisher is not None:
            self._publisher.close()
            self._publisher = None

    def _connected(self) -> Publisher:
        if self._publisher is not None:
            self._publisher.beat()
        if self._publisher is None or not self._publisher.usable:
            self._publisher = connect_publisher(self._url)
        self.progress.connected = True
        return self._publisher

    def _note(self, messages: Sequence[Outgoing], outcome: Outcome) -> None:
        name = self._database.name
        MESSAGES_PUBLISHED.labels(name).inc(len(outcome.confirmed))
        MESSAGES_UNROUTABLE.labels(name).inc(len(outcome.refused))
        for message_id, reason in list(outcome.refused.items())[:3]:
            log.error("message refused", service=name, message_id=str(message_id), reason=reason)
        if outcome.confirmed:
            self.progress.confirmed()
            bodies = [message.body for message in messages if message.message_id in outcome.confirmed]
            say_traced(log.info, "published", trace_ids_in(bodies), service=name, messages=len(bodies))

    def _lost(self, error: Exception) -> None:
        blocked = self._publisher.blocked if self._publisher is not None else None
        BROKER_BLOCKED.labels(self._database.name).set(1 if blocked else 0)
        log.warning("relay waits", service=self._database.name, reason=repr(error), blocked=blocked)
        self.progress.connected = False
        self.close()

    def _report_meanwhile(self) -> None:
        """Tell what piles up while the broker is away; a database that is away has been told of."""
        try:
            self._report()
        except SQLAlchemyError as error:
            if reaction_to(error) is not Reaction.HOLD:
                raise

    def _report(self) -> None:
        now = self._clock()
        if self._reported is not None and 0 <= (now - self._reported).total_seconds() < REPORT_SECONDS:
            return
        self._reported = now
        with self._database.read() as tx:
            count, oldest = backlog(tx)
        age = 0.0 if oldest is None else max((now - oldest).total_seconds(), 0.0)
        OUTBOX_UNSENT.labels(self._database.name).set(count)
        OUTBOX_OLDEST_SECONDS.labels(self._database.name).set(age)
        self.progress.unsent = count

    def _stopped(self) -> bool:
        return self.progress.stopping


class RelayOutbox(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Declared as an attribute of a service: a relay starts and stops with the service's container."""

    def setup(self) -> None:
        parts = self.container.config["parts"]
        self._relay = Relay(parts.database, self.container.config["AMQP_URI"], parts.clock)

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._relay.run, identifier="relay")

    def stop(self) -> None:
        self._relay.stop()
        self._thread.wait()

    def kill(self) -> None:
        self._relay.stop()

    def get_dependency(self, worker_ctx: Any) -> Relay:
        return self._relay
