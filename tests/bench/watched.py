"""The health of the services and the figures at the door, watched by a process of its own while something is done."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.bench.arrivals import percentile
from tests.bench.beside import Asked
from tests.system.product import ROOT

WELL = 200


@dataclass
class Watched:
    """What was answered; empty until the watching has ended."""

    answers: list[tuple[float, str, float, int]] = field(default_factory=list)
    posted: dict[str, int] = field(default_factory=dict)

    @property
    def not_well(self) -> int:
        """How many answers about health were not "well"."""
        return sum(status != WELL for *_, status in self.answers)

    def health(self, began: float, seconds: float) -> dict[str, Any]:
        """How long the answers to questions put in this time took, in milliseconds, and whose took longest."""
        asked = [(wait, name) for at, name, wait, _status in self.answers if began <= at <= began + seconds]
        if not asked:
            return {"health_answers": 0, "health_p50_ms": None, "health_p99_ms": None, "health_max_ms": None, "of": ""}
        waits, (longest, name) = [wait for wait, _name in asked], max(asked)
        shares = {f"health_p{share}_ms": round(percentile(waits, share / 100) * 1000, 1) for share in (50, 99)}
        return {"health_answers": len(asked), **shares, "health_max_ms": round(longest * 1000, 1), "of": name}


@contextmanager
def watched(asked: Asked) -> Iterator[Watched]:
    """Watch until the block ends."""
    found = Watched()
    command = [sys.executable, "-m", "tests.bench.beside"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(vars(asked)) + "\n")
        process.stdin.flush()
        try:
            yield found
        finally:
            said, _ = process.communicate()
    answered = json.loads(said)
    found.answers, found.posted = answered["health"], answered["posted"]
