"""One message as it arrived: read, its events validated alone, its history known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from shared.errors import DeadLetter
from shared.events import NAMESPACE, Event
from shared.messaging.dead_letters import Letter
from shared.messaging.wire import SINGLE, decode

#: returned so often without an answer, a message is suspected of ending the process
SUSPECT_AFTER = 3


@dataclass(frozen=True)
class Delivery:
    """A message of link `epoch`: its valid events, and its invalid ones (or itself) as dead letters.

    `message_id` is None for what no outbox sent: nothing would offer it again, so nobody need remember it.
    `bulk` is how many events the message is as big as, where one event may carry much.
    """

    epoch: int
    message: Any
    message_id: UUID | None
    events: tuple[Event, ...]
    letters: tuple[Letter, ...] = ()
    suspect: bool = False
    bulk: int = 0

    @property
    def weight(self) -> int:
        """How many events the message counts for where a batch is filled."""
        return max(len(self.events), self.bulk)


def receive(model: type[Event], epoch: int, message: Any) -> Delivery:
    """Read a kombu message."""
    body = message.body if isinstance(message.body, bytes) else str(message.body).encode("utf-8", "surrogatepass")
    message_id = _message_id(message, body)
    content_type = None if message.content_type is None else str(message.content_type)
    try:
        decoded = decode(model, content_type, body)
    except DeadLetter as error:
        letter = Letter(None, message_id, body, content_type, str(error))
        return Delivery(epoch, message, message_id, (), (letter,), is_suspect(message))
    letters = tuple(
        Letter(bad.event_id, message_id, bad.text.encode("utf-8", "replace"), SINGLE, bad.reason) for bad in decoded.bad
    )
    return Delivery(epoch, message, message_id, decoded.events, letters, is_suspect(message))


def is_suspect(message: Any) -> bool:
    """Say whether the message came back too often: counted by the broker, or by the outbox of an embedded process."""
    headers = message.headers or {}
    counts = (headers.get("x-delivery-count"), headers.get("nhipso-interrupted"))
    return any(isinstance(count, int) and count >= SUSPECT_AFTER for count in counts)


def _message_id(message: Any, body: bytes) -> UUID:
    try:
        return UUID(str(message.properties.get("message_id")))
    except ValueError:
        return uuid5(NAMESPACE, f"message\n{body.hex()}")
