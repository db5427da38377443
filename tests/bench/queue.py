"""A quorum queue as the bench sees it: filled before the run, counted during it, emptied for a ceiling."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Self

from amqp import Message
from kombu.connection import Connection

from shared.messaging.packing import Packed
from shared.messaging.topology import EVENTS_EXCHANGE
from shared.messaging.wire import BATCH

#: messages that are under way before one of them is acknowledged, with all before it
ACKNOWLEDGED_AT_ONCE = 200


class Queue:
    """One queue, over a connection of its own."""

    def __init__(self, url: str, name: str) -> None:
        self.name = name
        connection: Any = Connection(url)  # type: ignore[no-untyped-call]
        self._connection = connection
        self._channel = connection.channel()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.release()

    def waiting(self) -> int:
        """How many messages are ready; those handed to a consumer are not."""
        return int(self._channel.queue_declare(self.name, passive=True).message_count)

    def fill(
        self,
        messages: Sequence[Packed],
        *,
        exchange: str = EVENTS_EXCHANGE,
        content_type: str = BATCH,
        user_id: str | None = None,
    ) -> None:
        """Publish the messages, and return when the queue shows all of them."""
        for message in messages:
            self._channel.basic_publish(
                Message(
                    message.body,
                    content_type=content_type,
                    content_encoding="utf-8",
                    delivery_mode=2,
                    message_id=str(message.message_id),
                    type=message.routing_key,
                    user_id=user_id,
                ),
                exchange=exchange,
                routing_key=message.routing_key,
            )
        while self.waiting() < len(messages):
            time.sleep(0.05)

    def empty(self, count: int, look: Callable[[bytes], object]) -> float:
        """Take `count` messages, `look` at each body, acknowledge many at once; returns the seconds it took."""
        taken: list[Any] = []

        def take(message: Any) -> None:
            taken.append(message.delivery_tag)
            look(message.body)
            if len(taken) % ACKNOWLEDGED_AT_ONCE == 0 or len(taken) == count:
                self._channel.basic_ack(message.delivery_tag, multiple=True)

        self._channel.basic_qos(0, 2 * ACKNOWLEDGED_AT_ONCE, False)  # noqa: FBT003 # the protocol's own order
        started = time.perf_counter()
        self._channel.basic_consume(self.name, callback=take)
        while len(taken) < count:
            self._connection.drain_events(timeout=10)
        return time.perf_counter() - started
