"""The process ends in the middle of an upload: whoever sends it again has each figure there exactly once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence

import pytest

from tests.faults.forms import CSV, JSON, XLSX, Form
from tests.faults.outage import of_months
from tests.faults.rig import Rig

#: months that the other senders leave alone
MONTHS = [f"2025-{month:02d}" for month in range(1, 9)]


@pytest.mark.parametrize("mode", ["servers", "embedded"])
@pytest.mark.parametrize(
    "forms", [pytest.param([CSV], id="CSV"), pytest.param([JSON, CSV, XLSX], id="each", marks=pytest.mark.full)]
)
def test_an_upload_cut_short_by_a_kill_counts_once_when_it_is_sent_again(
    mode: str, forms: Sequence[Form], request: pytest.FixtureRequest
) -> None:
    rig: Rig = request.getfixturevalue("rig" if mode == "servers" else "small")
    process = "ingest" if mode == "servers" else "all"
    chance, months = random.Random(5), iter(MONTHS)
    with rig.fault(f"44 {mode}: killed in the middle of an upload", ends=process) as row:
        for form in forms:
            figures = list(of_months([next(months)], chance))
            uploading = threading.Thread(target=rig.load.send, args=(figures, form))
            uploading.start()
            time.sleep(chance.uniform(0.05, 0.4))
            rig.product.kill(process)
            rig.product.start_all()
            uploading.join(60)
            assert not uploading.is_alive()

    assert row.repeated >= 1
