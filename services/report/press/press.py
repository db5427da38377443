"""Work of seconds, done by a process of its own: one after the other, within limits of time and memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from services.report.press.child import Child
from services.report.press.wire import Asked, Done
from shared.errors import Refused, TryLater
from shared.metrics import PRESS_SECONDS, PRESS_WAITING

log = structlog.get_logger()

Made = TypeVar("Made")
MEGA: Final = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a press may take; it ends by itself when it was idle for so long."""

    seconds: float = 180.0
    memory_bytes: int = 768 * MEGA
    in_line: int = 16
    idle_seconds: float = 60.0


class Press:
    """Does work (see Away) in a child process, which is started when it is needed."""

    def __init__(self, name: str, limits: Limits | None = None) -> None:
        self.name = name
        self.limits = limits or Limits()
        self._turn = threading.Lock()
        self._in_line = 0
        self._child: Child | None = None

    def __call__(self, work: Callable[[], Made], /) -> Made:
        """What `work` makes; what it raises is raised here.

        Raises TryLater when too many wait already, when it takes too long, or when its process dies over it.
        """
        began, outcome = time.monotonic(), "failed"
        try:
            with self._place_in_line():
                done = self._done(work)
            outcome = "made" if done.raised is None else "refused" if isinstance(done.raised, Refused) else "failed"
        finally:
            PRESS_SECONDS.labels(self.name, outcome).observe(time.monotonic() - began)
        if done.told:
            log.error("work failed", press=self.name, traceback=done.told)
        if done.raised is not None:
            raise done.raised
        made: Made = done.made
        return made

    def end(self) -> None:
        """End the process, whatever it is at; the next work starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    @contextmanager
    def _place_in_line(self) -> Iterator[None]:
        if self._in_line >= self.limits.in_line:
            raise TryLater(f"{self._in_line} documents are waiting to be made already")
        self._in_line += 1
        try:
            with PRESS_WAITING.labels(self.name).track_inprogress(), self._turn:
                yield
        finally:
            self._in_line -= 1

    def _done(self, work: Callable[[], object]) -> Done:
        asked = Asked(work)
        if self._child is not None:
            try:
                return self._exchange(self._child, asked)
            except EOFError:
                self.end()  # it had just gone to rest
        self._child = Child.start(self.limits)
        try:
            return self._exchange(self._child, asked)
        except EOFError:
            self.end()
            raise TryLater("the process that makes documents ended over one") from None

    def _exchange(self, child: Child, asked: Asked) -> Done:
        try:
            return child.ask(asked, self.limits.seconds)
        except TimeoutError:
            self.end()
            raise TryLater(f"a document was not made within {self.limits.seconds:.0f} s") from None
        except EOFError:
            raise
        except BaseException:
            # Whoever asks next must not be given the answer to this.
            self.end()
            raise
