"""The process ends in the middle of an upload: whoever sends it again has each figure there exactly once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator

import pytest

from tests.faults.figures import LEVELS, THRESHOLDS, Amount, Cell, Sent
from tests.faults.forms import CSV, JSON, XLSX
from tests.faults.rig import Rig

#: months that the other senders leave alone
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


@pytest.mark.parametrize("mode", ["servers", "embedded"])
def test_an_upload_cut_short_by_a_kill_counts_once_when_it_is_sent_again(
    mode: str, request: pytest.FixtureRequest
) -> None:
    rig: Rig = request.getfixturevalue("rig" if mode == "servers" else "small")
    process = "ingest" if mode == "servers" else "all"
    chance, months = random.Random(5), iter(MONTHS)
    with rig.fault(f"44 {mode}: killed in the middle of an upload", ends=process) as row:
        for form in (JSON, CSV, XLSX):
            figures = list(of_months([next(months), next(months)], chance))
            uploading = threading.Thread(target=rig.load.send, args=(figures, form))
            uploading.start()
            time.sleep(chance.uniform(0.05, 0.4))
            rig.product.kill(process)
            rig.product.start_all()
            uploading.join(60)
            assert not uploading.is_alive()

    assert row.repeated >= 1


def of_months(months: list[str], chance: random.Random) -> Iterator[Sent]:
    """A figure of every unit and indicator in each of the months."""
    for month in months:
        for unit in sorted(LEVELS):
            for indicator in THRESHOLDS:
                yield Sent(Cell(unit, indicator, month), Amount(chance.randrange(1000), 1000))
