"""A short soak with a fixed seed; `make soak` takes any length and seed."""

from __future__ import annotations

import pytest

from tests.faults.rig import Rig
from tests.faults.soak import soak

SECONDS, SEED = 30, 20230317


@pytest.mark.full
def test_random_faults_lose_and_double_nothing(rig: Rig) -> None:
    row, faults = soak(rig, "servers", SECONDS, SEED, patience=60)

    assert faults.total() >= 3
    assert row.accepted > 0
