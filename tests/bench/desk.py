"""The editor's commands, each timed, with the most memory that its process had."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.cost import children, peak_megabytes
from tests.system.product import COMMAND, Product

KILOBYTES = 1024


@dataclass(frozen=True)
class Step:
    """Something that was done: when, by the clock of the process and by that of the wall, and in what memory."""

    name: str
    began: float
    seconds: float
    since: datetime
    until: datetime
    megabytes: float | None


@dataclass
class Desk:
    """Whoever makes the edition."""

    product: Product
    folder: Path
    steps: list[Step] = field(default_factory=list)

    def time(self, name: str, work: Callable[[], float | None]) -> None:
        """Do something, which may return megabytes."""
        since, began = datetime.now(UTC), time.perf_counter()
        memory = work() or self._beside_report()
        self.steps.append(Step(name, began, time.perf_counter() - began, since, datetime.now(UTC), memory))

    def do(self, name: str, *arguments: str) -> None:
        """Run `nhipso bulletin …` to its end."""
        self.together(name, arguments)

    def together(self, name: str, *commands: Sequence[str]) -> None:
        """Run several at once; their memory is added up."""

        def work() -> float:
            return sum([_ended(process) for process in [self._start(command) for command in commands]])

        self.time(name, work)

    def number(self) -> str:
        """Under which number the edition was published."""
        (issued,) = self.product.json("bulletin", "list")
        return str(issued["edition"])

    def _beside_report(self) -> float | None:
        """The most memory that each of the processes beside report has had, added up."""
        pid = self.product.processes["report"].pid
        return sum([peak_megabytes(child) for child in children(pid)]) or None

    def _start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        with (self.folder / "editor.log").open("ab") as log:
            command = [*COMMAND, "bulletin", *arguments]
            return subprocess.Popen(command, env=self.product.environment, cwd=self.folder, stdout=log, stderr=log)


def _ended(process: subprocess.Popen[bytes]) -> float:
    """Wait for the end; the most memory that the process, or a child of it, had."""
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{process.args!r} ended {process.returncode}")
    return used.ru_maxrss / KILOBYTES
