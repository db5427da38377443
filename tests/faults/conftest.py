"""One running product for all faults of a kind; a new one after a test that failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.faults.rig import Rig, Row, embedded, on_servers
from tests.order import FAULT

Opening = Callable[[Path], AbstractContextManager[Rig]]


class Bench:
    """Holds the rig that is standing, and sets up another when it was left in disorder."""

    def __init__(self, opening: Opening, folders: pytest.TempPathFactory) -> None:
        self._opening = opening
        self._folders = folders
        self._stack = ExitStack()
        self._rig: Rig | None = None
        self.rows: list[Row] = []

    def rig(self) -> Rig:
        if self._rig is None or not self._rig.clean:
            self.clear()
            self._rig = self._stack.enter_context(self._opening(self._folders.mktemp("faults")))
            self._rig.table = self.rows
        return self._rig

    def clear(self) -> None:
        self._stack.close()
        self._rig = None


STANDING = pytest.StashKey[Bench]()


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Bench]:
    standing = pytestconfig.stash[STANDING] = Bench(on_servers, tmp_path_factory)
    yield standing
    standing.clear()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After the last fault the rig goes: it would only burden the tests that come then."""
    if STANDING in item.config.stash and (nextitem is None or not nextitem.path.is_relative_to(Path(__file__).parent)):
        item.config.stash[STANDING].clear()


@pytest.fixture
def rig(bench: Bench, request: pytest.FixtureRequest) -> Iterator[Rig]:
    """Four processes on RabbitMQ and PostgreSQL."""
    before = len(bench.rows)
    yield bench.rig()
    _tell(request, bench.rows[before:])


@pytest.fixture
def small(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Rig]:
    """The embedded mode."""
    with embedded(tmp_path) as one:
        yield one
        _tell(request, one.table)


def _tell(request: pytest.FixtureRequest, rows: Sequence[Row]) -> None:
    """Let the report of the test carry its rows, from whichever process it ran in."""
    request.node.user_properties += [(FAULT, row.line()) for row in rows]
