"""Waiting that a stop cuts short."""

from __future__ import annotations

from collections.abc import Callable

import eventlet

STEP = 0.5


def pause(seconds: float, stopped: Callable[[], bool]) -> None:
    """Let others work for so many seconds, or until `stopped` says so."""
    while seconds > 0 and not stopped():
        eventlet.sleep(min(seconds, STEP))
        seconds -= STEP
