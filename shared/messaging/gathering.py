"""Messages gathered into batches by number or age; a suspect one always comes alone."""

from __future__ import annotations

from collections import deque

from shared.messaging.delivery import Delivery

MAX_MESSAGES = 100
MAX_EVENTS = 1000
LINGER_SECONDS = 0.1


def prefetch(max_messages: int) -> int:
    """How many messages the broker hands out ahead: a batch, and half of the next, which comes while it is handled.

    All of them lie in memory, and each may have 1 MiB: RabbitMQ counts messages, not bytes.
    """
    return max_messages + max_messages // 2


class Gathering:
    """Holds what arrived until it makes a batch. Times are monotonic seconds."""

    def __init__(
        self, max_messages: int = MAX_MESSAGES, max_events: int = MAX_EVENTS, linger: float = LINGER_SECONDS
    ) -> None:
        self._max_messages = max_messages
        self._max_events = max_events
        self._linger = linger
        self._waiting: deque[tuple[Delivery, float]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, delivery: Delivery, now: float) -> None:
        self._waiting.append((delivery, now))

    def patience(self, now: float) -> float | None:
        """Seconds to wait for more: 0 when a batch is ready, None when nothing waits."""
        if not self._waiting:
            return None
        events = sum(delivery.weight for delivery, _ in self._waiting)
        full = len(self._waiting) >= self._max_messages or events >= self._max_events
        if full or any(delivery.suspect for delivery, _ in self._waiting):
            return 0.0
        return max(self._waiting[0][1] + self._linger - now, 0.0)

    def take(self, epoch: int) -> list[Delivery]:
        """The next batch, in order of arrival, without what came over a link that is gone."""
        batch: list[Delivery] = []
        events = 0
        while self._waiting and len(batch) < self._max_messages:
            delivery = self._waiting[0][0]
            if delivery.epoch != epoch:
                self._waiting.popleft()
                continue
            events += delivery.weight
            if batch and (delivery.suspect or events > self._max_events):
                break
            batch.append(delivery)
            self._waiting.popleft()
            if delivery.suspect:
                break
        return batch
