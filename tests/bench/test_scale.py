"""What `make bench` says of growth is of the figures it judged."""

from __future__ import annotations

from pathlib import Path

from tests.bench.big_province import BigProvince, Size
from tests.bench.scale import fill, opened, show

SMALL = Size(indicators=2, months=3)


def test_every_month_is_judged_in_batches_and_alone(tmp_path: Path) -> None:
    folder = tmp_path / "province"
    folder.mkdir()
    province = BigProvince(folder, SMALL)

    with opened(f"sqlite:///{tmp_path / 'data'}") as database:
        growth = fill(province, database, SMALL)

    found = growth.report()
    # Every figure of the units, and the total of the province for each indicator and month.
    assert growth.evaluations == SMALL.figures + SMALL.indicators * SMALL.months
    assert [len(month.batches.clock) for month in growth.months] == [2, 2, 2]
    assert [len(month.singles.clock) for month in growth.months] == [20, 20, 20]
    assert len(found["singles_ms"]["months"]) == SMALL.months
    assert "one new figure, sqlite" in show([found])
