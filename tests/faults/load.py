"""Senders that post figures without pause, and repeat a request under its Idempotency-Key until it is answered."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults.figures import LEVELS, Draw, Sent
from tests.faults.forms import JSON, Form
from tests.faults.ledger import Ledger

#: seconds; `LONG` where nobody but a busy machine keeps an answer waiting
PATIENCE, LONG = 4.0, 30.0
PAUSE = 0.3
#: the same request is being handled, or too many are
COME_AGAIN = (408, 409, 429)


@dataclass
class Load:
    """Two senders with units of their own, so that the order of a cell's figures is known."""

    port: int
    key: str
    ledger: Ledger
    seed: int = 1
    size: int = 6
    pause: float = 0.12
    patience: float = PATIENCE
    repeats: int = 0
    unavailable: int = 0
    first_tries: int = 0
    slowest: float = 0.0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        units = sorted(LEVELS)
        self._draws = [Draw(units[half::2], random.Random(f"{self.seed} {half}")) for half in (0, 1)]
        self._stop = threading.Event()
        self._give_up = threading.Event()
        self._threads: list[threading.Thread] = []

    @contextmanager
    def patient(self) -> Iterator[None]:
        """Within the block an answer is waited for until it comes: what is asked for again was not taken."""
        self.patience = LONG
        try:
            yield
        finally:
            self.patience = PATIENCE

    def start(self) -> None:
        self._stop.clear()
        self._threads = [threading.Thread(target=self._run, args=(draw,), daemon=True) for draw in self._draws]
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 60.0) -> None:
        """End when every request that was begun is answered."""
        self._stop.set()
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0.1))
        left = [thread for thread in self._threads if thread.is_alive()]
        self._give_up.set()
        assert not left, f"a request is not answered within {patience:.0f} s"
        self._give_up.clear()

    def _run(self, draw: Draw) -> None:
        while not self._stop.is_set():
            self.send(draw.request(self.size))
            self._stop.wait(self.pause)

    def send(self, figures: list[Sent], form: Form = JSON) -> list[str]:
        """Post until there is an answer; returns the ids of the figures."""
        key, began = str(uuid.uuid4()), time.monotonic()
        body = form.body(figures)
        tries = 0
        while not self._give_up.is_set():
            tries += 1
            status, answer = self._post(form, body, key)
            if status == 202:
                self.ledger.note(figures, answer)
                self.first_tries += tries == 1
                self.repeats += tries > 1
                self.slowest = max(self.slowest, time.monotonic() - began)
                return [item["id"] for item in answer["items"]]
            if 400 <= status < 500 and status not in COME_AGAIN:
                self.complaints.append(f"{status}: {answer}")
                return []
            self.unavailable += status >= 500
            time.sleep(PAUSE)
        return []

    def _post(self, form: Form, body: bytes, key: str) -> tuple[int, Any]:
        """Status and answer; status 0 when none came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": form.kind,
            "Idempotency-Key": key,
        }
        try:
            connection.request("POST", form.path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None
        finally:
            connection.close()
