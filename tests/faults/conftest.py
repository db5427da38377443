"""One running product for all faults of a kind; a new one after a test that failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.faults.rig import Rig, Row, embedded, on_servers

TABLE: list[Row] = []
Opening = Callable[[Path], AbstractContextManager[Rig]]


class Bench:
    """Holds the rig that is standing, and sets up another when it was left in disorder."""

    def __init__(self, opening: Opening, folders: pytest.TempPathFactory) -> None:
        self._opening = opening
        self._folders = folders
        self._stack = ExitStack()
        self._rig: Rig | None = None

    def rig(self) -> Rig:
        if self._rig is None or not self._rig.clean:
            self.clear()
            self._rig = self._stack.enter_context(self._opening(self._folders.mktemp("faults")))
            self._rig.table = TABLE
        return self._rig

    def clear(self) -> None:
        self._stack.close()
        self._rig = None


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    standing = Bench(on_servers, tmp_path_factory)
    yield standing
    standing.clear()


@pytest.fixture
def rig(bench: Bench) -> Rig:
    """Four processes on RabbitMQ and PostgreSQL."""
    return bench.rig()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Rig]:
    """The embedded mode."""
    with embedded(tmp_path) as one:
        one.table = TABLE
        yield one


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table of faults."""
    if not TABLE:
        return
    head = ("fault", "accepted", "repeated", "missing", "double", "wrong", "dead", "progress", "complete", "end")
    terminalreporter.write_line(("{:<58}" + "{:>9}" * 9).format(*head))
    for row in TABLE:
        counts = [row.accepted, row.repeated, *(row.found[kind] for kind in ("missing", "double", "wrong", "dead"))]
        times = [f"{seconds:.1f} s" for seconds in (row.progress, row.complete, row.ended)]
        terminalreporter.write_line(("{:<58}" + "{:>9}" * 9).format(row.fault[:57], *counts, *times))
