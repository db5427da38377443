"""Health and metrics on a thread of their own, so that stalled requests or a stuck hub cannot hide the truth.

The thread never touches green locks: it reads what the hub last wrote, and asks it for metrics.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import eventlet
from eventlet.patcher import original
from prometheus_client import generate_latest

from shared.errors import Stop
from shared.metrics import HUB_LAG_SECONDS, REGISTRY

threading = original("threading")
socket = original("socket")
sleep = original("time").sleep

TICK = 0.1
STUCK_AFTER = 60.0
ANSWER_WITHIN = 2.0
CHECK_EVERY = 2.0
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Problems = Callable[[], list[str]]


@dataclass
class Pulse:
    """What the hub tells of itself: when it last ticked, what is wrong, and metrics when asked.

    Until every service has `started`, nothing else is looked for: who has no record yet has no trouble either.
    """

    problems: Problems
    ticked_at: float = field(default_factory=time.monotonic)
    found: list[str] = field(default_factory=lambda: ["starting"])
    started: bool = False
    stopping: bool = False
    asked: bool = False
    metrics: bytes = b""

    def beat(self) -> None:
        """Tick for ever, on the hub."""
        checked_at = 0.0
        while True:
            now = time.monotonic()
            HUB_LAG_SECONDS.set(max(0.0, now - self.ticked_at - TICK))
            self.ticked_at = now
            if self.asked:
                self.metrics, self.asked = generate_latest(REGISTRY), False
            if now - checked_at > CHECK_EVERY:
                checked_at = now
                eventlet.spawn_n(self.look)
            eventlet.sleep(TICK)

    def look(self) -> None:
        """Ask what is wrong now."""
        if self.started:
            self.found = self.problems()

    def vitals(self, path: str) -> tuple[str, str, bytes]:
        """Answer on the hub itself, where metrics can be collected at once; a hub that answers is not silent."""
        if path == "/metrics":
            return "200 OK", METRICS_TYPE, generate_latest(REGISTRY)
        return respond(self, path, on_hub=True)

    def silent_for(self) -> float:
        """Seconds since the hub last ticked."""
        return time.monotonic() - self.ticked_at


def serve(pulse: Pulse, host: str, port: int) -> int:
    """Answer /health/live, /health/ready and /metrics from a thread. Returns the port (given 0, a free one)."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise Stop(f"NHIPSO_OPS_PORT: cannot listen on {host}:{port}: {error.strerror}") from error
    listener.listen(64)
    threading.Thread(target=_accept, args=(listener, pulse), daemon=True).start()
    threading.Thread(target=_watch, args=(pulse,), daemon=True).start()
    return int(listener.getsockname()[1])


def _watch(pulse: Pulse) -> None:
    while True:
        sleep(1)
        if pulse.silent_for() > STUCK_AFTER:
            sys.stderr.write(f'{{"event":"hub stuck","level":"error","seconds":{pulse.silent_for():.0f}}}\n')
            os._exit(1)  # nothing else can end a process whose hub does not run


def _accept(listener: Any, pulse: Pulse) -> None:
    while True:
        connection, _address = listener.accept()
        threading.Thread(target=_answer, args=(connection, pulse), daemon=True).start()


def _answer(connection: Any, pulse: Pulse) -> None:
    with connection:
        connection.settimeout(ANSWER_WITHIN)
        try:
            request = connection.recv(4096).split(b" ", 2)
            path = request[1].decode("latin-1").partition("?")[0] if len(request) > 1 else ""
            status, kind, body = respond(pulse, path)
            head = (
                f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            )
            connection.sendall(head.encode() + body)
        except OSError:
            return  # the asker went away


def respond(pulse: Pulse, path: str, *, on_hub: bool = False) -> tuple[str, str, bytes]:
    """Status line, content type and body for a path."""
    silent_for = 0.0 if on_hub else pulse.silent_for()
    if path == "/health/live":
        return _health([] if silent_for < STUCK_AFTER / 2 else [f"hub silent for {silent_for:.0f} s"])
    if path == "/health/ready":
        stopping = ["stopping"] if pulse.stopping else []
        silent = ["hub silent"] if silent_for > ANSWER_WITHIN else []
        return _health([*stopping, *silent, *pulse.found])
    if path == "/metrics":
        return _metrics(pulse)
    return "404 Not Found", "text/plain", b"not found\n"


def _health(problems: list[str]) -> tuple[str, str, bytes]:
    body = json.dumps({"status": "fail" if problems else "pass", "problems": problems}, ensure_ascii=False).encode()
    return ("503 Service Unavailable" if problems else "200 OK"), "application/health+json", body


def _metrics(pulse: Pulse) -> tuple[str, str, bytes]:
    pulse.asked = True
    until = time.monotonic() + ANSWER_WITHIN
    while pulse.asked and time.monotonic() < until:
        sleep(TICK / 5)
    if pulse.asked:
        return "503 Service Unavailable", "text/plain", b"the hub does not answer\n"
    return "200 OK", METRICS_TYPE, pulse.metrics
