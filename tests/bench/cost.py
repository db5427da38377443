"""What a process costs: seconds of CPU and megabytes of memory, as the kernel counts them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.servers.session import BROKER_HOME, POSTGRES

KILOBYTES = 1024
TICKS = os.sysconf("SC_CLK_TCK")
#: fields of /proc/PID/stat after the name: the parent, user and system time, and those of children that ended
PARENT, OWN, ENDED_CHILDREN = 1, slice(11, 13), slice(13, 15)


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time of the processes so far."""
    return sum(sum(map(int, _stat(pid)[OWN])) for pid in pids) / TICKS


def megabytes(pids: Iterable[int]) -> float:
    """Resident memory of the processes."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_megabytes(pid: int) -> float:
    """The most resident memory that the process has had."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0) / KILOBYTES


class Servers:
    """The processes of our own PostgreSQL and RabbitMQ; those of somebody else's cannot be counted."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        home = environ.get(BROKER_HOME)
        self._broker = None if home is None else int((Path(home) / "node.pid").read_text(encoding="utf-8"))
        self._postgres = _postmaster(environ[POSTGRES])

    def cpu_seconds(self) -> dict[str, float]:
        """User and system time so far, by server."""
        found: dict[str, float] = {}
        if self._postgres is not None:
            ended = sum(map(int, _stat(self._postgres)[ENDED_CHILDREN])) / TICKS
            found["postgresql"] = ended + cpu_seconds([self._postgres, *children(self._postgres)])
        if self._broker is not None:
            found["rabbitmq"] = cpu_seconds([self._broker])
        return found

    def spent_per_1000(self, before: Mapping[str, float], events: int) -> dict[str, float]:
        """What they used since `before`, by the names that it is reported under."""
        now = self.cpu_seconds()
        return {f"{name}_cpu_seconds_per_1000": (now[name] - before[name]) / events * 1000 for name in before}


def _postmaster(url: str) -> int | None:
    if urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        return None
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        return None if row is None else int(_stat(row[0])[PARENT])


def children(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return ["0"] * 50  # it ended meanwhile, and its parent counts its time
