"""The nameko entrypoint of a batch consumer: two green threads between the broker and a service method."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import eventlet
import structlog
from eventlet.event import Event as Signal
from eventlet.queue import Empty, LightQueue
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint

from shared.events import Event
from shared.messaging.delivery import Delivery, receive
from shared.messaging.failure import Reaction, reaction_to
from shared.messaging.gathering import Gathering, prefetch
from shared.messaging.handling import Handling
from shared.messaging.inbox import Tally
from shared.messaging.progress import consumer_progress
from shared.messaging.reader import Reader, Settlement
from shared.messaging.splitting import Abandoned, Broken, describe
from shared.messaging.topology import Subscription
from shared.metrics import (
    BATCH_SECONDS,
    BATCH_SIZE,
    CONSUMER_STOPPED,
    EVENTS_HANDLED,
    EVENTS_REPEATED,
    TRANSIENT_RETRIES,
)
from shared.trace import say_traced, trace_ids

log = structlog.get_logger()


class BatchConsumer(Entrypoint):  # type: ignore[misc]  # nameko is untyped
    """Two green threads: the reader owns the link, the dispatcher handles batches and has them settled."""

    def __init__(self, subscription: Subscription, *, max_messages: int, linger: float, **options: Any) -> None:
        # Failures are this entrypoint's business; nameko need not report each attempt as an error.
        super().__init__(expected_exceptions=(Exception,), **options)
        self.subscription = subscription
        self.max_messages = max_messages
        self.linger = linger

    def setup(self) -> None:
        parts = self.container.config["parts"]
        consumer = self.subscription.consumer
        self._progress = consumer_progress(consumer)
        self._inbound = LightQueue()
        self._gathering = Gathering(self.max_messages, linger=self.linger)
        self._epoch = 0
        self._ended = False
        self._threads: list[Any] = []
        self._reader = Reader(
            self.container.config["AMQP_URI"],
            self.subscription,
            prefetch(self.max_messages),
            self._progress,
            self._inbound.put,
        )
        self._handling = Handling(consumer, parts.database, parts.clock, call=self._call, hold=self._hold)
        CONSUMER_STOPPED.labels(consumer).set(0)

    def start(self) -> None:
        for work in (self._reader.run, self._dispatch):
            name = f"{self.subscription.consumer} {work.__name__}"
            self._threads.append(self.container.spawn_managed_thread(work, identifier=name))

    def stop(self) -> None:
        self._reader.stop()
        for thread in reversed(self._threads):
            thread.wait()

    def kill(self) -> None:
        self._reader.stop()
        self._reader.finish()

    def _dispatch(self) -> None:
        while batch := self._next():
            try:
                self._handle(batch)
            except Abandoned:
                log.warning("batch given back", consumer=self.subscription.consumer, messages=len(batch))
                if self._reader.stopping:
                    break
            except Broken as error:
                self._break(error)
                return
            finally:
                self._progress.busy_since = self._progress.holding_since = None
        self._reader.finish()

    def _next(self) -> list[Delivery]:
        """The next batch; nothing when no more will come."""
        while True:
            patience = 0.0 if self._ended else self._gathering.patience(time.monotonic())
            if patience == 0 and (self._ended or len(self._gathering)):
                batch = self._gathering.take(self._reader.epoch)
                if batch or self._ended:
                    return batch
                continue
            self._receive(patience)

    def _receive(self, patience: float | None) -> None:
        try:
            arrived = self._inbound.get(timeout=patience)
        except Empty:
            return
        if arrived is None:
            self._ended = True
        elif arrived[0] == self._reader.epoch:
            self._gathering.add(self._read(*arrived), time.monotonic())

    def _read(self, epoch: int, message: Any) -> Delivery:
        return receive(self.subscription.event, epoch, message)

    def _handle(self, batch: list[Delivery]) -> None:
        self._epoch = batch[0].epoch
        began = self._progress.busy_since = time.monotonic()
        self._tally = Tally()
        dead = self._handling.process(batch)
        done = [delivery.message for delivery in batch if delivery not in dead]
        self._reader.settle(Settlement(self._epoch, done, [delivery.message for delivery in dead]))
        self._progress.last_batch_done = time.monotonic()
        self._report(batch, len(dead), self._progress.last_batch_done - began)

    def _report(self, batch: Sequence[Delivery], dead: int, seconds: float) -> None:
        consumer = self.subscription.consumer
        events = [event for delivery in batch for event in delivery.events]
        repeated = len(events) - self._tally.fresh
        BATCH_SIZE.labels(consumer).observe(len(events))
        BATCH_SECONDS.labels(consumer).observe(seconds)
        EVENTS_HANDLED.labels(consumer).inc(self._tally.fresh)
        EVENTS_REPEATED.labels(consumer).inc(repeated)
        say_traced(
            log.info,
            "batch",
            trace_ids(event.traceparent for event in events),
            consumer=consumer,
            messages=len(batch),
            events=len(events),
            repeated=repeated,
            dead=dead,
            seconds=round(seconds, 4),
        )

    def _call(self, events: Sequence[Event]) -> None:
        """Run the service method in a worker; raises what it raises."""
        done = Signal()

        def note(_context: Any, result: Any = None, exc_info: Any = None) -> tuple[Any, Any]:
            done.send((result, exc_info[1] if exc_info else None))
            return result, exc_info

        try:
            self.container.spawn_worker(self, (list(events),), {}, handle_result=note)
        except ContainerBeingKilled:
            raise Abandoned("the container is being killed") from None
        tally, error = done.wait()
        if error is not None:
            raise error
        self._tally.fresh += tally.fresh
        self._tally.repeated += tally.repeated
        self._progress.holding_since = None

    def _hold(self, error: Exception, seconds: float) -> None:
        consumer = self.subscription.consumer
        passing = reaction_to(error) is Reaction.HOLD
        what = "batch held" if passing else "event fails"
        log.warning(what, consumer=consumer, reason=describe(error), pause=round(seconds, 2))
        if passing:
            TRANSIENT_RETRIES.labels(consumer).inc()
            self._progress.holding_since = self._progress.holding_since or time.monotonic()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._reader.stopping or self._reader.epoch != self._epoch:
                raise Abandoned("nobody waits for this batch any more")
            eventlet.sleep(min(seconds, 0.1))

    def _break(self, error: Broken) -> None:
        consumer = self.subscription.consumer
        self._progress.stopped = str(error)
        CONSUMER_STOPPED.labels(consumer).set(1)
        log.error("consumer stopped because everything fails", consumer=consumer, reason=str(error))
        self._reader.halt()
