"""A run of the tests takes of its machine what is there for it."""

from __future__ import annotations

import pytest

from tests.order import workers
from tests.servers.ports import last_port


@pytest.mark.parametrize(
    ("processors", "quota", "expected"),
    [(2, "max 100000\n", 2), (2, "", 2), (64, "", 4), (64, "200000 100000\n", 2), (64, "50000 100000\n", 1)],
)
def test_there_are_as_many_workers_as_processors_for_them(processors: int, quota: str, expected: int) -> None:
    assert workers(processors, quota) == expected


@pytest.mark.parametrize(
    ("kernels_own", "expected"), [("32768\t60999\n", 32_000), ("16000\t65535\n", 15_992), ("1024\t65535\n", 32_000)]
)
def test_ports_are_below_those_of_the_kernel_where_there_are_enough(kernels_own: str, expected: int) -> None:
    assert last_port(kernels_own) == expected
