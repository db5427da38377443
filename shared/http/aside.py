"""Long work that cannot pause: done on a thread of its own, while the green threads go on."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Any, TypeVar

import eventlet
from eventlet import patcher

#: how often it is asked whether the work is done
LOOK_EVERY = 0.01

Made = TypeVar("Made")

_threading: Any = patcher.original("threading")


def aside(work: Callable[[], Made]) -> Made:
    """What `work` makes; it must not touch a database, a socket or a green thread. What it raises is raised here."""
    made: list[Made] = []
    failures: list[BaseException] = []

    def do() -> None:
        try:
            made.append(work())
        except BaseException as error:  # noqa: BLE001  # whoever waits hears of it, not the thread
            failures.append(error)

    thread = _threading.Thread(target=copy_context().run, args=(do,), daemon=True)
    thread.start()
    while thread.is_alive():
        eventlet.sleep(LOOK_EVERY)
    if failures:
        raise failures[0]
    return made[0]
