"""A service's container, running for a test: its hub on a thread, its HTTP door on a free port."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import eventlet
from nameko.containers import ServiceContainer

from shared.http.server import GuardedServer


@dataclass(frozen=True)
class Answer:
    """What the server answered; `headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@contextmanager
def served(service: type, parts: Any, broker: str = "memory://") -> Iterator[int]:
    """Run the service and give the port of its HTTP door."""
    ports: list[int] = []
    failures: list[BaseException] = []
    up, end = threading.Event(), threading.Event()

    def run() -> None:
        try:
            config = {"WEB_SERVER_ADDRESS": "127.0.0.1:0", "AMQP_URI": broker, "parts": parts}
            container = ServiceContainer(service, config)
            container.start()
            ports.extend(each.port for each in container.subextensions if isinstance(each, GuardedServer))
            up.set()
            while not end.is_set():
                eventlet.sleep(0.01)
            container.stop()
            container.wait()
        except BaseException as error:  # a test must hear of it, not its thread
            failures.append(error)
            up.set()
            raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert up.wait(60)
    assert not failures, failures
    try:
        yield ports[0]
    finally:
        end.set()
        thread.join(60)
    assert not thread.is_alive()


def ask(
    port: int,
    method: str,
    path: str,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    *,
    chunked: bool = False,
) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        # Whoever is refused while still sending finds the way closed, and the answer behind it.
        with suppress(ConnectionError):
            connection.request(method, path, body, dict(headers or {}), encode_chunked=chunked)
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()
