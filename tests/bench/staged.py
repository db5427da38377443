"""A process of the product with a stopwatch in it: `python -m tests.bench.staged FILE run scoring`."""

from __future__ import annotations

import sys

from services.cli.main import go_green

go_green()

import atexit  # noqa: E402  # after patching
import json  # noqa: E402
from inspect import getmembers, isfunction  # noqa: E402
from pathlib import Path  # noqa: E402
from pydoc import locate  # noqa: E402
from typing import Any  # noqa: E402

from services.cli.app import run_app  # noqa: E402
from services.scoring.store import ScoringStore  # noqa: E402
from tests.bench.stages import DECODE, STAGES, stages_of_store  # noqa: E402
from tests.bench.stopwatch import Stopwatch  # noqa: E402


def put(watch: Stopwatch, stage: str, name: str) -> None:
    """Time what is called by this name."""
    place, _dot, attribute = name.rpartition(".")
    owner: Any = locate(place)
    setattr(owner, attribute, watch.timed(stage, getattr(owner, attribute)))


file, watch = Path(sys.argv.pop(1)), Stopwatch(begins_with=DECODE)
for stage, names in {**STAGES, **stages_of_store([name for name, _ in getmembers(ScoringStore, isfunction)])}.items():
    for name in names:
        put(watch, stage, name)
atexit.register(lambda: file.write_text(json.dumps({"cpu": watch.cpu, "wall": watch.wall}), encoding="utf-8"))
watch.listen()
run_app()
