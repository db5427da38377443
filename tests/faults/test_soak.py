"""A short soak with a fixed seed; `make soak` takes any length and seed."""

from __future__ import annotations

from tests.faults.rig import Rig
from tests.faults.soak import soak

SECONDS, SEED = 45, 20230317


def test_random_faults_lose_and_double_nothing(rig: Rig) -> None:
    row, faults = soak(rig, "servers", SECONDS, SEED, patience=60)

    assert faults.total() >= 5
    assert row.accepted > 0
