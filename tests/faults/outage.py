"""A sender that posts through an outage: each request again until it is accepted, every answer written down."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from tests.faults.figures import LEVELS, THRESHOLDS, Amount, Cell, Sent
from tests.faults.forms import Form
from tests.faults.ledger import Ledger

PATIENCE, PAUSE, ACCEPTED = 30.0, 0.3, 202


@dataclass(frozen=True)
class Answer:
    """What was answered to one try."""

    status: int
    kind: str
    retry_after: str | None


@dataclass
class Sender:
    """Sends a figure of every unit for a month of its own, with other amounts each time, in one form."""

    port: int
    key: str
    ledger: Ledger
    form: Form
    month: str
    over: threading.Event
    answers: list[Answer] = field(default_factory=list)

    def run(self) -> None:
        """Send until it is over, and the last request until it is accepted."""
        chance = random.Random(self.month)
        while not self.over.is_set():
            self._send(list(of_months([self.month], chance)))
            time.sleep(PAUSE)

    def refused(self) -> list[Answer]:
        """What was answered so far to tries that were not accepted."""
        return [answer for answer in self.answers if answer.status != ACCEPTED]

    def _send(self, figures: Sequence[Sent]) -> None:
        key, body = str(uuid.uuid4()), self.form.body(figures)
        while not self._taken(figures, body, key):
            time.sleep(PAUSE)

    def _taken(self, figures: Sequence[Sent], body: bytes, key: str) -> bool:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": self.form.kind, "Idempotency-Key": key}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", self.form.path, body, headers)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        self.answers.append(Answer(answer.status, said.get("type", ""), answer.getheader("Retry-After")))
        if answer.status == ACCEPTED:
            self.ledger.note(figures, said)
        return answer.status == ACCEPTED


def of_months(months: Sequence[str], chance: random.Random) -> Iterator[Sent]:
    """A figure of every unit and indicator in each of the months."""
    for month in months:
        for unit in sorted(LEVELS):
            for indicator in THRESHOLDS:
                yield Sent(Cell(unit, indicator, month), Amount(chance.randrange(1000), 1000))
