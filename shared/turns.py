"""Long work in a process of green threads: the others get their turn in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import eventlet
from eventlet.semaphore import Semaphore
from sqlalchemy import Connection

#: after so many seconds of one turn others may have theirs; a request in between takes a dozen turns
LONGEST = 0.003

Each = TypeVar("Each")

#: a lock for green threads of one process, first come first served
Turn = Semaphore


def in_turns(work: Iterable[Each]) -> Iterator[Each]:
    """The same, with a pause for others whenever a turn was long. Never within a transaction on SQLite."""
    began = time.perf_counter()
    for each in work:
        yield each
        if time.perf_counter() - began > LONGEST:
            eventlet.sleep(0)
            began = time.perf_counter()


def pace_within(tx: Connection) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """How to go through work within a transaction that writes: in turns, but on SQLite, where it stops all others."""
    return in_turns if tx.dialect.name == "postgresql" else iter
