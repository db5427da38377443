"""In which order the tests run and which worker runs what, and what the faults came to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: the slowest first, so that all workers end together
ORDER = ("tests/faults", "tests/system", "tests/browser", "tests/integration", "tests/unit")
#: more would have more products running at once than a machine of tests holds
MOST_WORKERS = 4
#: what a container may use of its machine: microseconds of processor time in so many microseconds, or "max"
QUOTA = Path("/sys/fs/cgroup/cpu.max")
#: the name under which the report of a test carries a row of the table of faults
FAULT = "fault"
HEAD = ("fault", "accepted", "repeated", "missing", "double", "wrong", "dead", "progress", "complete", "end")


#: files whose tests share one rig or one installation
TOGETHER = (
    ("tests/faults/",),
    ("tests/integration/documents/",),
    ("tests/system/test_claims.py", "tests/system/test_editions.py"),
)


class FilesTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist is untyped
    """A file is one worker's, for what its tests share is started once; so are files that share something."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group[0] for group in TOGETHER if nodeid.startswith(group)), nodeid.partition("::")[0])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest first."""
    items.sort(key=lambda item: next((n for n, folder in enumerate(ORDER) if item.nodeid.startswith(folder)), 0))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Our order, not the one by number of tests."""
    config.option.loadscopereorder = False
    return FilesTogether(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """As many as there are processors for us, which in a container are fewer than the machine has."""
    quota = QUOTA.read_text(encoding="ascii") if QUOTA.exists() else ""
    return workers(len(os.sched_getaffinity(0)), quota)


def workers(processors: int, quota: str) -> int:
    """How many workers that many processors are for, of which a container may use the quota."""
    used, _, period = quota.strip().partition(" ")
    if used.isdigit() and period.isdigit():
        processors = min(processors, int(used) // int(period))
    return min(max(processors, 1), MOST_WORKERS)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table of faults."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    told = [dict(getattr(report, "user_properties", ())).get(FAULT) for report in reports]
    rows = [line for line in told if line]
    if rows:
        terminalreporter.write_line(("{:<58}" + "{:>9}" * 9).format(*HEAD))
    for line in rows:
        terminalreporter.write_line(line)
