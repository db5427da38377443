"""Every slip that an editor can make in the two rebuilt editions, one at a time: what verify shows, what it misses."""

from __future__ import annotations

import pytest

from tests.slip_runs import run, slips


@pytest.mark.full
@pytest.mark.parametrize("period", ["2022-06", "2023-02"])
def test_every_slip_is_shown_at_its_place(period: str, capsys: pytest.CaptureFixture[str]) -> None:
    seen = run(period, slips(period), alone=True)

    with capsys.disabled():
        print(f"\n{period}\n{seen.table()}")  # noqa: T201  # the figures are what this run is for
    assert seen.missed == []
