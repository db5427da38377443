"""Measure the product beside an ordinary nameko service and beside what its servers can do at most: `make bench`.

Prints medians and writes them, with the ends, to --json FILE. Nothing is asserted of times: machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

# Known, and said once in docs/decisions/0002-nameko.md.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from tests.bench import editions, imports, rates, scale  # noqa: E402
from tests.bench.comparison import Comparison, Sizes  # noqa: E402
from tests.bench.cost import Servers  # noqa: E402
from tests.bench.place import Places  # noqa: E402
from tests.bench.table import stage_table, table  # noqa: E402
from tests.servers.session import BROKER_HOME  # noqa: E402


def main() -> None:
    """Run the rounds, show them, write them down."""
    options = _options()
    places = Places(os.environ)
    comparison = Comparison(places, Servers(os.environ), Sizes(options.figures, options.single, options.end_to_end))
    with places.open():
        for number in range(options.runs):
            sys.stderr.write(f"round {number + 1} of {options.runs}\n")
            comparison.round()
        stages = comparison.stages() if options.stages else {}
        found = _found(comparison, places.settings(), stages)
        found["imports"] = list(imports.measure(places))
        found["rates"] = list(rates.climb(places, Servers(os.environ), *(rates.QUICK if options.quick else rates.FULL)))
        with places.fresh() as place:
            found["editions"] = editions.measure(place, os.environ.get(BROKER_HOME))
    found["scale"] = list(scale.grow(scale.QUICK if options.quick else scale.FULL, places.postgres_url))
    _show(comparison, found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds; medians are taken over them")
    parser.add_argument("--figures", type=int, default=5000, help="figures for the ways that take many at once")
    parser.add_argument("--single", type=int, default=400, help="figures for the ways that take one at a time")
    parser.add_argument("--end-to-end", type=int, default=3000, help="figures from the door to the verdict")
    parser.add_argument("--stages", action=argparse.BooleanOptionalAction, default=True, help="where time goes")
    parser.add_argument("--quick", action="store_true", help="a smaller history to see what grows with it")
    parser.add_argument("--json", type=Path, help="where to write everything")
    return parser.parse_args()


def _found(comparison: Comparison, settings: dict[str, str], stages: dict[str, Any]) -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 2),
        "postgresql": settings,
        "queues": "quorum",
        "same_evaluations": comparison.compared,
        "rows": [row.report() for row in comparison.rows.values()],
        "ratios": [
            {"ratio": name, "times": round(times, 1), "wanted": wanted, "reached": times >= wanted}
            for name, times, wanted in comparison.ratios()
        ],
        "stages": stages,
    }


def _show(comparison: Comparison, found: dict[str, Any]) -> None:
    settings = ", ".join(f"{name} {value}" for name, value in found["postgresql"].items())
    runs = len(next(iter(comparison.rows.values())).runs)
    print(f"medians of {runs} on {found['cores']} cores, load average {found['load_average']}")
    print(f"quorum queues; PostgreSQL: {settings}\n")
    print(table(comparison.rows.values()))
    print(f"\nthe per-message version and the product judged alike: {found['same_evaluations']} evaluations compared")
    for ratio in found["ratios"]:
        reached = "reached" if ratio["reached"] else "NOT reached"
        print(f"{ratio['times']:>6} x  {ratio['ratio']}  (at least {ratio['wanted']} wanted: {reached})")
    for name, stages in found["stages"].items():
        print(f"\nwhere the time goes: {name}")
        print(stage_table(stages))
    print(f"\na month of a large province as one file\n{imports.show(found['imports'])}")
    print(f"\nsingle figures at the door, while four services judge them\n{rates.show(found['rates'])}")
    print(f"\na full edition, made and read, while four services do their work\n{editions.show(found['editions'])}")
    print(f"\nas history grows\n{scale.show(found['scale'])}")


if __name__ == "__main__":
    main()
