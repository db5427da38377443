"""Handling one batch of messages: apply what is new, park what cannot be applied, record that it is done."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy import Connection

from shared.clock import Clock
from shared.database import Database
from shared.events import Event
from shared.messaging.dead_letters import Letter, park
from shared.messaging.delivery import Delivery
from shared.messaging.inbox import begin_trial, end_trial, record_messages, recorded_messages
from shared.messaging.packing import event_text
from shared.messaging.splitting import Breaker, Failure, Hold, apply, held
from shared.messaging.wire import SINGLE
from shared.metrics import DEAD_LETTERS
from shared.trace import say_traced, trace_ids_in

log = structlog.get_logger()

#: so often may a process end while it tries one event alone
TRIALS = 3


class Handling:
    """What one consumer does with its messages; knows no broker.

    `call` applies a list of events in one transaction or raises; `hold` waits after a failure that passes.
    """

    def __init__(
        self,
        consumer: str,
        database: Database,
        clock: Clock,
        *,
        call: Callable[[Sequence[Event]], None],
        hold: Hold,
    ) -> None:
        self._consumer = consumer
        self._database = database
        self._clock = clock
        self._call = call
        self._hold = hold
        self._breaker = Breaker()

    def process(self, batch: Sequence[Delivery]) -> list[Delivery]:
        """Apply or park every event; returns the messages of which nothing could be applied.

        Raises Broken when everything fails, and what `hold` raises; then nothing is parked and all may come again.
        """
        fresh = self._fresh(batch)
        events = {event.id: event for delivery in fresh for event in delivery.events}
        if any(delivery.suspect for delivery in fresh):
            failures, tried = self._try_alone(list(events.values()))
        else:
            failures, tried = apply(list(events.values()), self._call, self._hold, self._breaker), []
        failed = {failure.event.id: failure for failure in failures}
        letters = [letter for delivery in fresh for letter in _letters(delivery, failed)]
        held(partial(self._finish, fresh, letters, tried), self._hold)
        self._report(letters)
        return [delivery for delivery in fresh if _is_dead(delivery, failed)]

    def _report(self, letters: Sequence[Letter]) -> None:
        parked = len({letter.id_for(self._consumer) for letter in letters})
        DEAD_LETTERS.labels(self._consumer).inc(parked)
        if letters:
            ids = trace_ids_in(letter.body.decode("utf-8", "replace") for letter in letters)
            reason = letters[0].error
            say_traced(log.warning, "parked", ids, consumer=self._consumer, events=parked, reason=reason)

    def _fresh(self, batch: Sequence[Delivery]) -> list[Delivery]:
        found: set[UUID] = set()

        def look() -> None:
            with self._database.read() as tx:
                found.update(recorded_messages(tx, self._consumer, _ids(batch)))

        held(look, self._hold)
        return [delivery for delivery in batch if delivery.message_id not in found]

    def _try_alone(self, events: list[Event]) -> tuple[list[Failure[Event]], list[UUID]]:
        # In any order: events beside the one that ends the process get their turn before it.
        random.shuffle(events)
        failures: list[Failure[Event]] = []
        for event in events:
            tries = self._begin_trial(event.id)
            if tries >= TRIALS:
                failures.append(Failure(event, f"the process ended {tries} times while handling it"))
                continue
            failures += apply([event], self._call, self._hold, self._breaker)
            self._write(partial(end_trial, consumer=self._consumer, event_id=event.id))
        return failures, [event.id for event in events]

    def _begin_trial(self, event_id: UUID) -> int:
        tries: list[int] = []
        self._write(lambda tx: tries.append(begin_trial(tx, self._consumer, event_id)))
        return tries[-1]

    def _finish(self, batch: Sequence[Delivery], letters: Sequence[Letter], tried: Iterable[UUID]) -> None:
        now = self._clock()
        with self._database.write() as tx:
            park(tx, self._consumer, letters, now)
            for event_id in tried:
                end_trial(tx, self._consumer, event_id)
            record_messages(tx, self._consumer, _ids(batch), now)

    def _write(self, work: Callable[[Connection], None]) -> None:
        def transaction() -> None:
            with self._database.write() as tx:
                work(tx)

        held(transaction, self._hold)


def _ids(batch: Sequence[Delivery]) -> list[UUID]:
    return [delivery.message_id for delivery in batch if delivery.message_id is not None]


def _letters(delivery: Delivery, failed: dict[UUID, Failure[Event]]) -> list[Letter]:
    return [
        *delivery.letters,
        *(
            Letter(
                event.id,
                delivery.message_id,
                event_text(event).encode(),
                SINGLE,
                failed[event.id].error,
                failed[event.id].traceback,
            )
            for event in delivery.events
            if event.id in failed
        ),
    ]


def _is_dead(delivery: Delivery, failed: dict[UUID, Failure[Event]]) -> bool:
    parked = bool(delivery.letters) or bool(delivery.events)
    return parked and all(event.id in failed for event in delivery.events)
