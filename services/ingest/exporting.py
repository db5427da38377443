"""Figures back into a CSV file that can be imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from sqlalchemy import Connection, select

from services.ingest.domain.number import THOUSANDS
from services.ingest.tables import figure
from shared.facts import Figure
from shared.figures import Status, dimension_text, plain

COLUMNS = (
    "unit",
    "indicator",
    "dimension",
    "period",
    "window_start",
    "as_of",
    "value",
    "numerator",
    "denominator",
    "revision",
    "no_activity",
)
ORDER = (figure.c.period, figure.c.indicator, figure.c.dimension, figure.c.unit)


def held_figures(tx: Connection, period: str) -> Iterator[Figure]:
    """The latest accepted figures of a period ("" for all), by period, indicator, dimension and unit."""
    query = select(figure.c.content).where(figure.c.content.is_not(None)).order_by(*ORDER)
    for (content,) in tx.execute(query.where(figure.c.period == period) if period else query):
        yield Figure.model_validate(content)


def figures_of_unit(tx: Connection, unit: str) -> list[Figure]:
    """The latest accepted figures of a unit, of all periods."""
    query = select(figure.c.content).where(figure.c.content.is_not(None), figure.c.unit == unit).order_by(*ORDER)
    return [Figure.model_validate(content) for (content,) in tx.execute(query)]


def write_figures(figures: Iterable[Figure], file: TextIO) -> int:
    """Write the figures under their header; returns how many."""
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    count = 0
    for count, each in enumerate(figures, start=1):  # noqa: B007  # the last count is what was written
        table.writerow(_row(each))
    return count


def _row(each: Figure) -> Mapping[str, Any]:
    stated = each.model_dump(mode="json", include=set(COLUMNS))
    numbers = {name: _number(each, name) for name in ("value", "numerator", "denominator")}
    empty = each.status is Status.NO_ACTIVITY
    return stated | numbers | {"dimension": dimension_text(each.dimension), "no_activity": "1" if empty else "0"}


def _number(each: Figure, name: str) -> str:
    """The exact number; a value that follows from its parts is left out, one like 1.069 is written 1.0690."""
    number = getattr(each, name)
    if number is None or (name == "value" and each.denominator is not None):
        return ""
    text = plain(number)
    return f"{text}0" if THOUSANDS.fullmatch(text) else text
