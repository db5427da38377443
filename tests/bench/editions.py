"""A full edition in every way it is made and read, while four services do their work: `python -m tests.bench.editions`.

Run it on a quiet machine: `python -m tests.servers --durable -- python -m tests.bench.editions --json FILE`.
"""

from __future__ import annotations

import argparse
import json
import os
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# Known, and said once in docs/decisions/0002-nameko.md.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from tests.bench.beside import Asked  # noqa: E402
from tests.bench.desk import Desk, Step  # noqa: E402
from tests.bench.editors import AtThePages  # noqa: E402
from tests.bench.full_office import COMING, HISTORY, figures, write_province  # noqa: E402
from tests.bench.library import read_library  # noqa: E402
from tests.bench.place import Place, Places  # noqa: E402
from tests.bench.standing import Standing, await_remembered, longest_wait, standing  # noqa: E402
from tests.bench.table import columns  # noqa: E402
from tests.bench.watched import Watched, watched  # noqa: E402
from tests.bench.work import chunks  # noqa: E402
from tests.servers.session import BROKER_HOME  # noqa: E402
from tests.system.product import SERVICES, Product  # noqa: E402

PERIOD = HISTORY[-1]
RATE = 20.0
QUIET_SECONDS = 10.0
FORMATS = ("json", "html", "docx", "pdf", "xlsx")


def measure(place: Place, broker_home: str | None) -> dict[str, Any]:
    """Fill an office, then make and read its edition, and see what that does to the services."""
    home = write_province(place.folder)
    product = place.product()
    product.extra |= {"NHIPSO_PROVINCE": str(home), "NHIPSO_ARCHIVE": str(place.folder / "archive")}
    try:
        for name in SERVICES:
            product.start_one(name)
        for name in SERVICES:
            product.wait_ready(name)
        key = product.create_key("bench")
        sent = list(figures(home, HISTORY))
        for chunk in chunks(sent):
            product.post(key, chunk).raise_for_status()
        await_remembered(place.database_url)
        coming = [json.dumps(figure) for figure in figures(home, COMING)]
        asked = Asked(product.ops_ports, product.http_port, key, RATE, coming)
        return _measured(place, product, asked, broker_home) | {"figures": len(sent), "months": len(HISTORY)}
    finally:
        product.stop()


def _measured(place: Place, product: Product, asked: Asked, broker_home: str | None) -> dict[str, Any]:
    desk, before = Desk(product, place.folder), standing(product, broker_home)
    with watched(asked) as beside:
        desk.time("nothing, for comparison", lambda: time.sleep(QUIET_SECONDS))
        _work(desk, product)
    await_remembered(place.database_url)
    return _report(place, desk.steps, beside, before, standing(product, broker_home))


def _work(desk: Desk, product: Product) -> None:
    five = ",".join(FORMATS)
    for form in FORMATS:
        desk.do(f"build {form}", "build", "--period", PERIOD, "--out", "out", "--format", form)
    build = ("build", "--period", PERIOD, "--out", "out", "--format", five)
    desk.do("build all five", *build)
    desk.together("build all five, twice at once", (*build,), (*build[:4], "other", *build[5:]))
    for name, work in AtThePages(product, PERIOD).work():
        desk.time(name, work)
    number = desk.number()
    desk.do(
        "all five again, as published", "build", "--edition", number, "--out", "again", "--format", ",".join(FORMATS)
    )
    desk.do("in English, of the published text", "build", "--edition", number, "--out", "en", "--lang", "en")
    for name, reading in read_library(product):
        desk.time(name, reading)


def _report(place: Place, steps: Sequence[Step], beside: Watched, before: Standing, after: Standing) -> dict[str, Any]:
    rows = [
        {
            "step": step.name,
            "seconds": round(step.seconds, 2),
            "memory_mb": None if step.megabytes is None else round(step.megabytes),
            **beside.health(step.began, step.seconds),
            "longest_message_wait_s": longest_wait(place.database_url, step.since, step.until),
        }
        for step in steps
    ]
    return {
        "steps": rows,
        "posted": beside.posted,
        "not_well": beside.not_well,
        "service_memory_mb": after.megabytes,
        "service_memory_before_mb": before.megabytes,
        "connections_lost": after.lost_since(before),
        "events_repeated": after.repeated - before.repeated,
    }


def show(found: Mapping[str, Any]) -> str:
    """The steps as a table, and what became of the services."""
    names = list(found["steps"][0])
    lines = [names, *([_text(row[name]) for name in names] for row in found["steps"])]
    rest = [f"{name}: {value}" for name, value in found.items() if name != "steps"]
    return "\n".join([columns(lines), *rest])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def main() -> None:
    """Measure, show, write down."""
    parser = argparse.ArgumentParser(prog="tests.bench.editions", description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    places = Places(os.environ)
    with places.open(), places.fresh() as place:
        found = measure(place, os.environ.get(BROKER_HOME))
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}\n{show(found)}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
