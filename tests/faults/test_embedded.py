"""One process on SQLite, killed again and again."""

from __future__ import annotations

import random
import signal
import time

import pytest

from tests.faults.rig import Rig


def test_an_embedded_process_killed_again_and_again_loses_and_doubles_nothing(small: Rig) -> None:
    chance = random.Random(43)
    with small.fault("43 embedded: kill -9 and SIGTERM in turn"):
        for how in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL):
            time.sleep(chance.uniform(0.2, 1.5))
            code = small.product.kill("all", how)
            assert code == (0 if how == signal.SIGTERM else -signal.SIGKILL)
            small.product.start_all()


@pytest.mark.full
def test_an_embedded_process_killed_thirty_times_loses_and_doubles_nothing(small: Rig) -> None:
    chance = random.Random(430)
    with small.fault("43 embedded: killed 30 times"):
        for number in range(30):
            time.sleep(chance.uniform(0.0, 2.0))
            small.product.kill("all", signal.SIGTERM if number % 3 == 2 else signal.SIGKILL)
            small.product.start_all()
