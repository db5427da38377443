"""The whole product, from the HTTP door to the verdict on the sender's receipt."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from tests.bench.cost import cpu_seconds, megabytes
from tests.bench.work import chunks
from tests.system.product import Product
from tests.system.test_same_bulletin_everywhere import wait_until_evaluated


def judge(running: AbstractContextManager[Product], figures: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Send the figures, a thousand in a request, and wait until the last is judged."""
    with running as product:
        key, pids = product.create_key("bench"), [process.pid for process in product.processes.values()]
        before, started = cpu_seconds(pids), time.perf_counter()
        receipts = [product.post(key, chunk).raise_for_status().json()["receipt"] for chunk in chunks(figures)]
        accepted = time.perf_counter() - started
        wait_until_evaluated(product, key, receipts, patience=600)
        judged = time.perf_counter() - started
        return {
            "events_per_second": len(figures) / judged,
            "accepted_per_second": len(figures) / accepted,
            "cpu_seconds_per_1000": (cpu_seconds(pids) - before) / len(figures) * 1000,
            "memory_mb": megabytes(pids),
        }
