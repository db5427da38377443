"""The figures that are measured with: the province's own, month after month, as its units send them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.names import Names
from shared.catalogue.load import load_catalogue
from shared.events import MetricSubmitted
from tests.system.product import PROVINCE
from tests.system.sample import figures

#: the most figures that one request may carry
CHUNK = 1000
EDITIONS = ("2022-06", "2023-02")
#: the first month is one of which targets are in force
FIRST_YEAR, FIRST_MONTH = 2022, 6
NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

Each = TypeVar("Each")


def months(count: int) -> list[dict[str, Any]]:
    """`count` figures: the two real editions in turn, each put into the next month. No two are of the same cell."""
    editions = [[each for each in figures(edition) if _of_month(each, edition)] for edition in EDITIONS]
    found: list[dict[str, Any]] = []
    number = FIRST_YEAR * 12 + FIRST_MONTH - 1
    while len(found) < count:
        period = f"{number // 12:04d}-{number % 12 + 1:02d}"
        found += [_in(period, each) for each in editions[number % len(editions)]]
        number += 1
    return found[:count]


def submitted(count: int) -> list[MetricSubmitted]:
    """The same figures as the events by which ingest announces them."""
    names = Names(load_catalogue(PROVINCE))
    readings = [read_figure(item, names, NOW.date()) for item in months(count)]
    return [
        MetricSubmitted.of("/sources/bench", reading.figure, time=NOW, trace=TRACE)
        for reading in readings
        if isinstance(reading, Draft)
    ]


def chunks(values: Sequence[Each], size: int = CHUNK) -> Iterator[Sequence[Each]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _of_month(figure: dict[str, Any], edition: str) -> bool:
    """An edition also prints figures of earlier months, and of single days."""
    return figure["period"] == edition and "date" not in figure.get("dimension", {})


def _in(period: str, figure: dict[str, Any]) -> dict[str, Any]:
    moved = figure | {"period": period, "as_of": date.fromisoformat(f"{period}-20").isoformat()}
    return moved | ({"window_start": f"{period}-01"} if "window_start" in figure else {})
