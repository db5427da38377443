"""Rebuild what the report service remembers from what scoring holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Table

from services.cli.assembly import Assembly
from services.report.rebuilding import Told, align, compare, hold, values_of
from services.report.tables import DOUBT, EVALUATION, RANKING, TASK
from services.scoring.held import (
    doubts_held,
    evaluations_held,
    indicators_held,
    rankings_held,
    tasks_held,
    units_held,
)
from shared.catalogue import Catalogue

Counts = Mapping[str, int]


class Source(NamedTuple):
    """Where the rows of one table come from: along which values, and what is said of one of them."""

    table: Table
    values: Callable[[Connection], set[str]]
    told: Callable[[Connection, str], Iterator[Told]]


def sources(catalogue: Catalogue) -> tuple[Source, ...]:
    """Everything that is remembered; tasks are those of the catalogue."""
    return (
        Source(EVALUATION, units_held, evaluations_held),
        Source(RANKING, indicators_held, rankings_held),
        Source(DOUBT, units_held, doubts_held),
        Source(
            TASK,
            lambda tx: {task.unit for task in tasks_held(tx, catalogue)},
            lambda tx, unit: (task for task in tasks_held(tx, catalogue) if task.unit == unit),
        ),
    )


def rebuild_report(assembly: Assembly, *, dry: bool) -> dict[str, Counts]:
    """Align every table, one unit or indicator a transaction; returns the counts by table."""
    return {source.table.name: _align(source, assembly, dry=dry) for source in sources(assembly.catalogue)}


def _align(source: Source, assembly: Assembly, *, dry: bool) -> Counts:
    scoring, report = assembly.databases["scoring"], assembly.databases["report"]
    with scoring.read() as told, report.read() as tx:
        values = source.values(told) | values_of(tx, source.table)
    counts = {"equal": 0, "changed": 0, "gone": 0}
    for value in sorted(values):
        with report.write() as tx:
            # Held first and read then: what is heard afterwards is newer than what is read.
            hold(tx, source.table)
            with scoring.read() as told:
                found = compare(tx, source.table, value, source.told(told, value))
            if not dry:
                align(tx, source.table, found)
        counts["equal"] += found.equal
        counts["changed"] += len(found.changed)
        counts["gone"] += len(found.gone)
    return counts
