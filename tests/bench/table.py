"""Rows as text, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.bench.spread import Row

#: the heading of a column, the figure in it, and how it is written
COLUMNS = (
    ("events/s", "events_per_second", "{:,.0f}"),
    ("accepted/s", "accepted_per_second", "{:,.0f}"),
    ("CPU s/1000", "cpu_seconds_per_1000", "{:.2f}"),
    ("PostgreSQL", "postgresql_cpu_seconds_per_1000", "{:.2f}"),
    ("RabbitMQ", "rabbitmq_cpu_seconds_per_1000", "{:.2f}"),
    ("MB", "memory_mb", "{:.0f}"),
    ("p50 ms", "p50_ms", "{:.1f}"),
    ("p99 ms", "p99_ms", "{:.1f}"),
    ("announced/1000", "announced_per_1000", "{:.0f}"),
)


def table(rows: Iterable[Row]) -> str:
    """The medians of all figures, and between what the rates lay."""
    lines = [["", "min-max", *(heading for heading, _figure, _form in COLUMNS)]]
    for row in rows:
        rate = row.spread("events_per_second")
        between = f"{rate.min:,.0f}-{rate.max:,.0f}" if rate else ""
        lines.append([row.name, between, *(_median(row, figure, form) for _heading, figure, form in COLUMNS)])
    return columns(lines)


def stage_table(stages: Sequence[Mapping[str, Any]]) -> str:
    """The stages with what each costs, the dearest first."""
    ordered = sorted(stages, key=lambda stage: -stage["cpu_ms_per_1000"])
    lines = [["", "CPU ms/1000", "waiting ms/1000"]]
    for each in ordered:
        waiting = each["waiting_ms_per_1000"]
        lines.append([each["stage"], f"{each['cpu_ms_per_1000']:.0f}", "" if waiting is None else f"{waiting:.0f}"])
    lines.append(["together", f"{sum(each['cpu_ms_per_1000'] for each in ordered):.0f}", ""])
    return columns(lines)


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells, the first to the left, the others to the right."""
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _median(row: Row, figure: str, form: str) -> str:
    found = row.spread(figure)
    return form.format(found.median) if found else ""
