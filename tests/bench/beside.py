"""What goes on beside the work that is measured: `python -m tests.bench.beside`, until its standard input ends.

Health is asked for on a connection of its own each time, as whoever supervises the services does. Times are those of
time.perf_counter, which are the same in every process of the machine.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

PATHS = ("/health/live", "/health/ready")
POLLS_PER_SECOND = 20
PATIENCE_SECONDS = 30
JSON = "application/json"


@dataclass(frozen=True)
class Asked:
    """Which ports answer for the health of which service, and what is posted where, so many in a second."""

    ops_ports: dict[str, int]
    door: int
    key: str
    rate: float
    bodies: list[str]


@dataclass
class Answered:
    """Of each question when it was put, to whom, the seconds until the answer, and its status; what became of posts."""

    health: list[tuple[float, str, float, int]] = field(default_factory=list)
    posted: Counter[int] = field(default_factory=Counter)


def watch(asked: Asked) -> Answered:
    """Ask and post until standard input ends."""
    answered, over = Answered(), threading.Event()
    threads = [
        threading.Thread(target=_poll, args=(name, port, answered, over)) for name, port in asked.ops_ports.items()
    ]
    threads.append(threading.Thread(target=_post, args=(asked, answered, over)))
    for thread in threads:
        thread.start()
    sys.stdin.read()
    over.set()
    for thread in threads:
        thread.join()
    return answered


def _poll(name: str, port: int, answered: Answered, over: threading.Event) -> None:
    number = 0
    while not over.wait(1 / POLLS_PER_SECOND):
        began = time.perf_counter()
        status = _ask(port, PATHS[number % len(PATHS)])
        answered.health.append((began, name, time.perf_counter() - began, status))
        number += 1


def _ask(port: int, path: str) -> int:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status
    except (OSError, http.client.HTTPException):
        return 0


def _post(asked: Asked, answered: Answered, over: threading.Event) -> None:
    headers = {"Authorization": f"Bearer {asked.key}", "Content-Type": JSON}
    began = time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", asked.door, timeout=PATIENCE_SECONDS)) as connection:
        for number, body in enumerate(asked.bodies):
            if over.wait(max(0.0, began + number / asked.rate - time.perf_counter())):
                return
            connection.request("POST", "/v1/figures", body, headers)
            answer = connection.getresponse()
            answer.read()
            answered.posted[answer.status] += 1


def main() -> None:
    """Read what is asked from the first line, and write what was answered when the input ends."""
    json.dump(vars(watch(Asked(**json.loads(sys.stdin.readline())))), sys.stdout)


if __name__ == "__main__":
    main()
