"""Sending messages so that the broker says of each whether it has it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

import amqp
import structlog

from shared.messaging.declaring import declare
from shared.messaging.link import LINK_ERRORS, Link, watched
from shared.messaging.outbox import Outcome, Outgoing
from shared.messaging.wire import BATCH

#: seconds without a single confirm after which the link counts as lost
PATIENCE = 5.0
#: what the names of our own queues begin with
OWN_QUEUES = "nhipso."

log = structlog.get_logger()


class Publisher(Protocol):
    """Sends messages; never raises for a broken link, but says less in the outcome, and is no longer `usable`."""

    usable: bool
    blocked: str | None

    def publish(self, messages: Sequence[Outgoing]) -> Outcome: ...

    def beat(self) -> None: ...

    def close(self) -> None: ...


def connect_publisher(url: str) -> Publisher:
    """Open a publisher and make sure that the topology exists. Raises one of LINK_ERRORS, or Stop."""
    return InMemoryPublisher(url) if url.startswith("memory:") else ConfirmingPublisher(url)


class InMemoryPublisher:
    """Hands messages to kombu's in-memory transport, which always takes them."""

    def __init__(self, url: str) -> None:
        self.usable = True
        self.blocked: str | None = None
        self._link = Link(url)
        declare(self._link)
        self._channel = self._link.channel()

    def publish(self, messages: Sequence[Outgoing]) -> Outcome:
        for message in messages:
            packed = self._channel.prepare_message(
                message.body,
                content_type=BATCH,
                content_encoding="utf-8",
                headers=_headers(message),
                properties={"message_id": str(message.message_id), "delivery_mode": 2},
            )
            self._channel.basic_publish(packed, exchange=message.exchange, routing_key=message.routing_key)
        return Outcome(frozenset(message.message_id for message in messages), {})

    def beat(self) -> None:
        """Memory needs no heartbeat."""

    def close(self) -> None:
        self._link.abort()


class ConfirmingPublisher:
    """Publishes without waiting, then collects the confirms.

    Keeps its own book of delivery tags: a confirm that cannot be matched to a message confirms nothing.
    """

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self.usable = True
        self.blocked: str | None = None
        self._patience = patience
        self._waiting: dict[int, UUID] = {}
        self._confirmed: set[UUID] = set()
        self._refused: dict[UUID, str] = {}
        self._replies: set[UUID] = set()
        self._progress = time.monotonic()
        self._tag = 0
        self._link = Link(url, on_blocked=self._on_blocked, on_unblocked=self._on_unblocked)
        try:
            declare(self._link)
            self._channel = self._link.channel()
            self._channel.confirm_select()
        except BaseException:
            self._link.abort()
            raise
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)

    def publish(self, messages: Sequence[Outgoing]) -> Outcome:
        """Send all, then wait for the answers as long as they keep coming."""
        self._confirmed, self._refused, self._replies = set(), {}, set()
        try:
            with watched():
                for message in messages:
                    self._send(message)
            self._progress = time.monotonic()
            self._collect()
        except LINK_ERRORS as error:
            log.warning("publisher lost the broker", reason=repr(error), unconfirmed=len(self._waiting))
            self.close()
        return Outcome(frozenset(self._confirmed), dict(self._refused))

    def close(self) -> None:
        self.usable = False
        self._waiting.clear()
        self._link.abort()

    def beat(self) -> None:
        """Keep an idle link alive, and learn of a lost one. Call at least every second or two."""
        try:
            self._link.drain(0)
            self._link.beat()
        except LINK_ERRORS:
            self.close()

    def _send(self, message: Outgoing) -> None:
        self._tag += 1
        self._waiting[self._tag] = message.message_id
        packed = amqp.Message(
            message.body,
            content_type=BATCH,
            content_encoding="utf-8",
            delivery_mode=2,
            message_id=str(message.message_id),
            type=message.routing_key,
            application_headers=_headers(message),
        )
        owed = not is_reply(message)
        if not owed:
            self._replies.add(message.message_id)
        self._channel.basic_publish(packed, exchange=message.exchange, routing_key=message.routing_key, mandatory=owed)

    def _collect(self) -> None:
        while self._waiting:
            if time.monotonic() - self._progress > self._patience:
                raise TimeoutError(f"no confirm for {self._patience} s (blocked: {self.blocked})")
            self._link.drain(0.5)
            self._link.beat()

    def _on_ack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 # called by the AMQP client
        for message_id in self._answered(tag, multiple=multiple):
            if message_id not in self._refused:  # a return comes before its ack
                self._confirmed.add(message_id)

    def _on_nack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001
        for message_id in self._answered(tag, multiple=multiple):
            if message_id in self._replies:
                self._confirmed.add(message_id)  # its queue is full
            else:
                self._refused[message_id] = "refused by the broker"

    def _on_return(self, _error: Any, exchange: str, routing_key: str, message: Any) -> None:
        self._refused[UUID(message.properties["message_id"])] = f"unroutable: no queue for {exchange}/{routing_key}"

    def _answered(self, tag: int, *, multiple: bool) -> list[UUID]:
        self._progress = time.monotonic()
        tags = [known for known in self._waiting if known <= tag] if multiple else [tag]
        return [self._waiting.pop(known) for known in tags if known in self._waiting]

    def _on_blocked(self, reason: str) -> None:
        self.blocked = str(reason)

    def _on_unblocked(self) -> None:
        self.blocked = None


def is_reply(message: Outgoing) -> bool:
    """Say whether the message goes to a queue of somebody else's, who may have deleted it or let it fill."""
    return not message.exchange and not message.routing_key.startswith(OWN_QUEUES)


def _headers(message: Outgoing) -> dict[str, int]:
    return {"nhipso-attempt": message.attempts + 1, "nhipso-interrupted": message.interrupted}
