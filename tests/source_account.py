"""A system outside with its own account at the broker: plain kombu, nothing of the product's code."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from kombu.connection import Connection
from kombu.entity import Exchange, Queue

from tests.servers.broker import ctl

EXCHANGE, RECEIPTS = "nhipso.submissions", "nhipso.receipts"
SINGLE, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
PASSWORD = "of-the-account"
PATIENCE = 60.0


@dataclass
class Account:
    """One connection of a source, its reply queue, and what came to its queues."""

    user: str
    connection: Any
    url: str
    got: list[dict[str, Any]] = field(default_factory=list)

    @property
    def replies(self) -> str:
        return f"{self.user}.replies"

    def publish(self, body: Any, content_type: str = SINGLE, **properties: Any) -> None:
        """Publish JSON values, or bytes as they are, and wait until the broker has them."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {"user_id": self.user, "delivery_mode": 2} | properties
        exchange = named.pop("exchange", EXCHANGE)
        key = named.pop("routing_key", "figures")
        with self.connection.channel() as channel:
            producer = self.connection.Producer(channel)
            producer.publish(
                raw,
                exchange=exchange,
                routing_key=key,
                content_type=content_type,
                content_encoding="binary",
                **{name: value for name, value in named.items() if value is not None},
            )

    def listen(self, *, binding: str | None = None) -> None:
        """Have a queue of its own for replies, also bound to the exchange of receipts with this key."""
        with self.connection.channel() as channel:
            queue = Queue(self.replies, durable=True, channel=channel)  # type: ignore[no-untyped-call]
            queue.queue_declare()  # type: ignore[no-untyped-call]
            if binding:
                queue.bind_to(Exchange(RECEIPTS, type="topic"), binding)  # type: ignore[no-untyped-call]

    def receive(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many receipts are there; all that came until then, and none after."""
        with self.connection.channel() as channel, self._consumer(channel):
            while len(self.got) < count:
                self.connection.drain_events(timeout=PATIENCE)
        return self.got

    def silent(self, seconds: float = 1.0) -> bool:
        """Say whether nothing comes for a while."""
        before = len(self.got)
        with self.connection.channel() as channel, self._consumer(channel):
            try:
                self.connection.drain_events(timeout=seconds)
            except TimeoutError:
                return len(self.got) == before
        return False

    def _consumer(self, channel: Any) -> Any:
        def take(message: Any) -> None:
            self.got.extend(json.loads(message.body))
            message.ack()

        queue = Queue(self.replies, durable=True, no_declare=True)  # type: ignore[no-untyped-call]
        return self.connection.Consumer(
            [queue], channel=channel, on_message=take, accept=None, auto_declare=False, prefetch_count=10
        )


@contextmanager
def account(home: str, broker_url: str, user: str, permissions: list[str]) -> Iterator[Account]:
    """Create the account with what an operator is told to run, and connect as it."""
    ctl(Path(home), "add_user", user, PASSWORD)
    for command in permissions:
        ctl(Path(home), *shlex.split(command)[1:])
    with connected(broker_url, user) as found:
        yield found


@contextmanager
def connected(broker_url: str, user: str) -> Iterator[Account]:
    """Connect as an account that is there."""
    parts = urlsplit(broker_url)
    url = urlunsplit(parts._replace(netloc=f"{user}:{PASSWORD}@{parts.hostname}:{parts.port}"))
    with Connection(url, transport_options={"confirm_publish": True}) as connection:  # type: ignore[no-untyped-call]
        yield Account(user, connection, url)


def home_of(servers: Mapping[str, str]) -> str:
    """Where the test's own broker lives; only there can accounts be made."""
    return servers["TEST_BROKER_HOME"]
