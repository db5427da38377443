"""Where scoring spends its time on a filled queue, stage by stage."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.scoring import Start
from tests.bench.stopwatch import REST
from tests.servers.ports import free_port
from tests.system.product import ROOT, Product

STORE = "services.scoring.store.ScoringStore"
HANDLING = "shared.messaging.handling.Handling"
#: the methods of the store that keep something; the others read
KEEPS = ("keep_", "end_")
DECODE = "decode and validate"

#: what is timed, by stage; each name is that of the place where it is looked up
STAGES: Mapping[str, tuple[str, ...]] = {
    "take from the broker, acknowledge": ("shared.messaging.reader.Reader._turn",),
    DECODE: ("shared.messaging.delivery.decode",),
    "inbox": ("services.scoring.service.unseen", f"{HANDLING}._fresh", f"{HANDLING}._finish"),
    "decide": ("services.scoring.service.handlers.judge",),
    "announce (outbox)": (f"{STORE}.announce",),
    "commit": ("sqlalchemy.engine.default.DefaultDialect.do_commit",),
    "relay: claim and mark": ("shared.messaging.relay.Relay.once",),
    "relay: publish, await confirms": ("shared.messaging.publisher.ConfirmingPublisher.publish",),
}
READ, WRITE = "read state", "write"
#: green threads beside the one that handles batches: that they wait holds nobody up
BESIDE = (REST, *(stage for stage in STAGES if stage.startswith(("take", "relay"))))


def stages_of_store(names: list[str]) -> dict[str, list[str]]:
    """The methods of the store by whether they read or write."""
    found: dict[str, list[str]] = {READ: [], WRITE: []}
    for name in names:
        if not name.startswith("_") and name != "announce":
            found[WRITE if name.startswith(KEEPS) else READ].append(f"{STORE}.{name}")
    return found


def with_stopwatch(file: Path) -> Start:
    """How to start the scoring process so that it writes down, when it ends, where its time went."""

    def start(product: Product) -> None:
        product.ops_ports["scoring"] = free_port()
        with (product.folder / "scoring.log").open("wb") as log:
            product.processes["scoring"] = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.staged", str(file), "run", "scoring"],
                env=product.environment | {"NHIPSO_OPS_PORT": str(product.ops_ports["scoring"])},
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    return start


def shown(file: Path, events: int) -> list[dict[str, Any]]:
    """What the stopwatch showed: milliseconds of CPU and of waiting for each 1,000 events, by stage."""
    found = json.loads(file.read_text(encoding="utf-8"))
    scale = 1000 * 1000 / events
    return [
        {
            "stage": stage,
            "cpu_ms_per_1000": round(seconds * scale, 1),
            "waiting_ms_per_1000": None if stage in BESIDE else round((found["wall"][stage] - seconds) * scale, 1),
        }
        for stage, seconds in found["cpu"].items()
    ]
