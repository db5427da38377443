"""What a test holds in its hand of the fault proxy: one line per pair of programs."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, Self

from tests.system.product import ROOT


class Lines:
    """The fault proxy's process and its lines, by name."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.proxy"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lock = threading.Lock()
        self._lines: dict[str, Line] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, name: str, target: int) -> Line:
        """A new line to a port of this machine."""
        line = self._lines[name] = Line(self, name, self.ask(line=name, target=target)["port"])
        return line

    def __getitem__(self, name: str) -> Line:
        return self._lines[name]

    def of(self, ending: str) -> list[Line]:
        """Every line whose name ends so, as ".amqp"."""
        return [line for name, line in self._lines.items() if name.endswith(ending)]

    def heal(self) -> None:
        """Everything passes everywhere."""
        for line in self._lines.values():
            line.set("pass")

    def ask(self, **order: Any) -> dict[str, Any]:
        """Have something done, and return once it is."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@dataclass(frozen=True)
class Line:
    """One line. Its modes: pass, hole (nothing moves), drop-up, drop-down, reset (and refuse), refuse,
    zombie (what is open now is silent for ever, new connections pass), delay (milliseconds), rate (kB/s).
    """

    lines: Lines
    name: str
    port: int

    def set(self, mode: str, amount: float = 0.0) -> None:
        self.lines.ask(line=self.name, mode=mode, amount=amount)

    def trap(self, pattern: str, then: str, way: str = "up") -> None:
        """Once, when bytes match: `stall` their connection before them, or `lose` the answer to them."""
        self.lines.ask(line=self.name, pattern=pattern, then=then, way=way)

    def state(self) -> dict[str, Any]:
        """port; connections open, and accepted so far; hits of the trap."""
        return self.lines.ask(line=self.name)

    def sprung(self) -> bool:
        return bool(self.state()["hits"])
