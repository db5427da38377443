"""A client of the broker beside the product: an operator's hands, or a stranger's."""

from __future__ import annotations

import uuid
from typing import Any, Self

from kombu.connection import Connection

BATCH = "application/cloudevents-batch+json"


def queue_of(consumer: str) -> str:
    return f"nhipso.{consumer}"


class Client:
    """One connection with one channel."""

    def __init__(self, url: str) -> None:
        # What is not confirmed when its channel closes, a quorum queue may never get.
        confirming = {"confirm_publish": True}
        self._connection = Connection(url, transport_options=confirming)  # type: ignore[no-untyped-call]
        self.channel: Any = self._connection.channel()  # type: ignore[no-untyped-call]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.release()  # type: ignore[no-untyped-call]

    def publish(self, body: bytes, key: str, content_type: str | None = BATCH) -> None:
        """Publish raw bytes to the events' exchange, and wait until the broker has them."""
        message = self.channel.prepare_message(
            body,
            content_type=content_type,
            content_encoding="binary",
            properties={"message_id": str(uuid.uuid4()), "delivery_mode": 2},
        )
        self.channel.basic_publish(message, exchange="nhipso.events", routing_key=key)

    def waiting(self, queue: str) -> int:
        """How many messages are ready in a queue."""
        return int(self.channel.queue_declare(queue, passive=True).message_count)
