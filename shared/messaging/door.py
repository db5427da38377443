"""The consumer of a queue that systems outside publish to: whatever comes in is made an event on arrival."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any

import structlog

from shared.events import FiguresSent
from shared.facts import Sending
from shared.messaging.delivery import Delivery, is_suspect
from shared.messaging.entrypoint import BatchConsumer
from shared.trace import is_traceparent

#: an exchange that only our own account may publish to: what comes over it is a dead letter replayed
REPLAYS = ""
#: of a message's body in base64; one message may carry a thousand figures, and a batch is one transaction
BYTES_OF_FIGURE = 512
#: of a user's name in the source of an event; the whole name is in its data
SHOWN = 100

log = structlog.get_logger()


class DoorConsumer(BatchConsumer):
    """A batch consumer of messages from outside. With the broker in this process there is no outside."""

    def setup(self) -> None:
        self._open = not str(self.container.config["AMQP_URI"]).startswith("memory:")
        if self._open:
            super().setup()

    def start(self) -> None:
        if self._open:
            super().start()
            return
        log.info("door closed: it needs RabbitMQ", consumer=self.subscription.consumer, exchange=self.subscription.door)

    def stop(self) -> None:
        if self._open:
            super().stop()

    def kill(self) -> None:
        if self._open:
            super().kill()

    def _read(self, epoch: int, message: Any) -> Delivery:
        if message.delivery_info.get("exchange") == REPLAYS:
            return super()._read(epoch, message)
        event = from_outside(message, self.container.config["parts"].clock())
        bulk = len(event.data.body) // BYTES_OF_FIGURE
        return Delivery(epoch, message, None, (event,), suspect=is_suspect(message), bulk=bulk)


def from_outside(message: Any, now: datetime) -> FiguresSent:
    """The event that a kombu message is; nothing in it is believed but the user, whom the broker vouches for."""
    named = message.properties
    headers = {str(name): text for name, text in (message.headers or {}).items() if isinstance(text, str)}
    sending = Sending(
        user=_text(named.get("user_id")) or "",
        content_type=_text(message.content_type),
        content_encoding=_text(message.content_encoding),
        message_id=_text(named.get("message_id")),
        correlation_id=_text(named.get("correlation_id")),
        reply_to=_text(named.get("reply_to")),
        headers={name: _valid(text) for name, text in headers.items()},
        body=b64encode(_bytes(message.body)).decode(),
        redelivered=bool(message.delivery_info.get("redelivered")),
    )
    trace = sending.headers.get("traceparent", "")
    return FiguresSent(
        id=sending.identity,
        source=f"/amqp/{sending.user[:SHOWN]}",
        subject=sending.user,
        time=now,
        traceparent=trace if is_traceparent(trace) else None,
        data=sending,
    )


def _bytes(body: Any) -> bytes:
    return bytes(body) if isinstance(body, bytes | bytearray | memoryview) else str(body).encode("utf-8", "replace")


def _text(value: Any) -> str | None:
    return None if value is None else _valid(str(value))


def _valid(text: str) -> str:
    # What is no Unicode cannot be written down.
    return text.encode("utf-8", "replace").decode("utf-8")
