"""From the `202 Accepted` for a figure that is behind to the mail about it in the hands of the mail server.

Run it on a quiet machine: `python -m tests.servers --durable -- python -m tests.bench.alerts --json build/alerts.json`.
Nothing is gathered and no hours are kept, so that only the work is measured, and the waits of timers.
"""

from __future__ import annotations

import argparse
import json
import os
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

# Known, and said once in docs/decisions/0002-nameko.md.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from tests.bench.arrivals import percentile  # noqa: E402
from tests.bench.place import Place, Places  # noqa: E402
from tests.smtp_receiver import Receiver, receiving  # noqa: E402

INDICATOR = "dossiers-handled-online-pct"
UNITS = ("so-noi-vu", "so-gddt", "so-y-te", "so-gtvt", "so-khcn", "loc-ninh", "bu-dang", "dong-xoai")
ACCEPTED = 202
PATIENCE_SECONDS = 120.0
GLANCE_SECONDS = 0.001
#: what is timed is not to fall into step with the timers of a second
LONGEST_PAUSE_SECONDS = 1.0


def measure(place: Place, mails: int) -> list[float]:
    """Seconds from each acceptance to its mail, one figure after the other."""
    product = place.product()
    with receiving() as receiver:
        product.extra |= {
            "NHIPSO_MAIL_URL": receiver.url,
            "NHIPSO_ALERT_QUIET_SECONDS": "0",
            "NHIPSO_ALERT_PACE": "at_once",
        }
        try:
            product.start()
            key, chance = product.create_key("bench"), Random(1)
            waits = []
            for figure in figures(mails + len(UNITS)):
                time.sleep(chance.uniform(0, LONGEST_PAUSE_SECONDS))
                known, answer = len(receiver.mails), product.post(key, [figure])
                accepted = time.perf_counter()
                if answer.status_code != ACCEPTED:
                    raise SystemExit(f"not accepted: {answer.text}")
                waits.append(_await_mail(receiver, known) - accepted)
        finally:
            product.stop()
    # The first to each unit warms everything up.
    return waits[len(UNITS) :]


def figures(count: int) -> Iterator[dict[str, Any]]:
    """Figures that are behind, each another one than its unit sent before."""
    for number, unit in enumerate(islice(cycle(UNITS), count)):
        value = f"{10 + number // len(UNITS) / 10:.1f}"
        yield {"unit": unit, "indicator": INDICATOR, "period": "2022-06", "as_of": "2022-06-16", "value": value}


def _await_mail(receiver: Receiver, known: int) -> float:
    until = time.perf_counter() + PATIENCE_SECONDS
    while len(receiver.mails) == known:
        if time.perf_counter() > until:
            raise SystemExit(f"no mail within {PATIENCE_SECONDS:.0f} s")
        time.sleep(GLANCE_SECONDS)
    return time.perf_counter()


def report(waits: Sequence[float]) -> dict[str, float]:
    """Median and p95, in milliseconds."""
    found = sorted(waits)
    return {"mails": len(found), "p50_ms": 1000 * median(found), "p95_ms": 1000 * percentile(found, 0.95)}


def show(found: Mapping[str, float]) -> str:
    return (
        f"{found['mails']:.0f} mails on {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}: "
        f"from 202 Accepted to the mail server {found['p50_ms']:.0f} ms (median), {found['p95_ms']:.0f} ms (p95)"
    )


def main() -> None:
    """Measure, show, write down."""
    parser = argparse.ArgumentParser(prog="tests.bench.alerts", description=__doc__)
    parser.add_argument("--mails", type=int, default=100, help="how many mails to time")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    places = Places(os.environ)
    with places.open(), places.fresh() as place:
        found = report(measure(place, options.mails))
    print(show(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
