"""While a source is pulled, others are told so again and again: who says nothing is taken for dead soon."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from services.ingest.pull.store import LEASE, PullStore
from shared.errors import TryLater
from shared.parts import Parts

#: so one word may be late, and another be lost
EVERY = LEASE / 3

log = structlog.get_logger()


@contextmanager
def held(name: str, run: UUID, parts: Parts, every: timedelta = EVERY) -> Iterator[None]:
    """Hold the source `name` for this pull until the block ends, however long it takes, or another has it."""
    over = threading.Event()
    # A thread of its own also while the pull waits for an answer; of a service it is a green one.
    beat = threading.Thread(target=_hold, args=(name, run, parts, every, over), name=f"hold {name}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _hold(name: str, run: UUID, parts: Parts, every: timedelta, over: threading.Event) -> None:
    while not over.wait(every.total_seconds()):
        try:
            with parts.database.write() as tx:
                PullStore(tx).hold(name, run, parts.clock())
        except TryLater:
            # The pull finds out by itself, before it keeps anything more.
            return
        except SQLAlchemyError as error:
            log.warning("pull not held", source=name, reason=repr(error))
