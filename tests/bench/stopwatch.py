"""Where the time of a process of green threads goes: CPU and waiting, charged to the stage that spent them.

Green threads take turns, so a plain timer around a call also counts what others do meanwhile. This one is told of every
turn: CPU goes to the stage of the green thread that ran, and only the rest of a stage's time was waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

import greenlet  # type: ignore[import-untyped]

REST = "everything else"


class Stopwatch:
    """Seconds of CPU and of wall time by stage, from the first time that the stage `begins_with` is entered.

    An inner stage's time is not the outer one's.
    """

    def __init__(self, begins_with: str) -> None:
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}
        self._begins_with = begins_with
        self._begun = False
        self._stages: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()
        self._charged = 0.0

    def listen(self) -> None:
        """Be told of every turn of green threads."""
        greenlet.settrace(lambda _event, between: self._charge(between[0]))

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, its time charged to `stage`."""

        @wraps(work)
        def run(*args: Any, **kwargs: Any) -> Any:
            mine = self._stages.setdefault(greenlet.getcurrent(), [])
            self._charge(greenlet.getcurrent())
            self._begun = self._begun or stage == self._begins_with
            mine.append(stage)
            began = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                self._charge(greenlet.getcurrent())
                mine.pop()
                self._lasted(stage, mine[-1] if mine else None, time.perf_counter() - began)

        return run

    def _lasted(self, stage: str, outer: str | None, seconds: float) -> None:
        if self._begun:
            self.wall[stage] = self.wall.get(stage, 0.0) + seconds
            if outer is not None:
                self.wall[outer] = self.wall.get(outer, 0.0) - seconds

    def _charge(self, thread: Any) -> None:
        now = time.thread_time()
        if self._begun:
            stages = self._stages.get(thread)
            stage = stages[-1] if stages else REST
            self.cpu[stage] = self.cpu.get(stage, 0.0) + now - self._charged
        self._charged = now
