"""Whether a process is well, asked from outside its hub and on it."""

from __future__ import annotations

import json
import time

import pytest

from services.cli.ops import Pulse, respond

OK, UNAVAILABLE = "200 OK", "503 Service Unavailable"


def pulse(silent_for: float, *found: str) -> Pulse:
    """That of a hub which ticked so many seconds ago, with what it found wrong."""
    return Pulse(list, ticked_at=time.monotonic() - silent_for, found=list(found))


@pytest.mark.parametrize(
    ("path", "silent_for", "status"),
    [
        ("/health/ready", 0.5, OK),
        ("/health/ready", 5, UNAVAILABLE),
        ("/health/live", 5, OK),
        ("/health/live", 45, UNAVAILABLE),
    ],
)
def test_a_silent_hub_is_told_from_outside(path: str, silent_for: float, status: str) -> None:
    assert respond(pulse(silent_for), path)[0] == status


@pytest.mark.parametrize("path", ["/health/ready", "/health/live"])
def test_a_hub_that_answers_itself_is_not_silent_however_long_it_was_held_up(path: str) -> None:
    assert pulse(45).vitals(path)[0] == OK


def test_what_is_wrong_is_told_on_the_hub_as_well() -> None:
    assert pulse(0, "database: gone").vitals("/health/ready")[0] == UNAVAILABLE


def test_a_process_is_not_ready_before_all_its_services_have_started() -> None:
    trouble: list[str] = []
    starting = Pulse(lambda: list(trouble))

    starting.look()
    before = readiness(starting)
    trouble.append("consumer: not connected to the broker")
    starting.started = True
    starting.look()
    connecting = readiness(starting)
    trouble.clear()
    starting.look()

    assert before == (UNAVAILABLE, ["starting"])
    assert connecting == (UNAVAILABLE, ["consumer: not connected to the broker"])
    assert readiness(starting) == (OK, [])


def readiness(asked: Pulse) -> tuple[str, list[str]]:
    """What is said of it, and what is wrong."""
    status, _kind, body = respond(asked, "/health/ready")
    return status, json.loads(body)["problems"]
