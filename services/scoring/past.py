"""Read the reported figures of many series around some periods, not their whole past."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from services.scoring.tables import evaluation
from shared.bulk import Key, among
from shared.figures import Status

SERIES = (evaluation.c.unit, evaluation.c.indicator, evaluation.c.dimension)
KEY = (*SERIES, evaluation.c.period)
FIGURES = select(*KEY, evaluation.c.as_of, evaluation.c.value, evaluation.c.window_start)
REPORTED = evaluation.c.status == Status.REPORTED.value


def reported_around(tx: Connection, series: Collection[Key], first: str, last: str) -> Iterator[Row[Any]]:
    """Per series the reported figures from `first` to `last`, the one before, and the one after."""
    period = evaluation.c.period
    yield from tx.execute(among(tx, FIGURES.where(REPORTED, period.between(first, last)), SERIES, series))
    for nearest, beyond in (func.max(period), period < first), (func.min(period), period > last):
        yield from tx.execute(_figures_at(_periods(tx, nearest, beyond, series)))


def _periods(
    tx: Connection, nearest: ColumnElement[str], beyond: ColumnElement[bool], series: Collection[Key]
) -> Select[Any]:
    periods = select(*SERIES, nearest.label("period")).where(REPORTED, beyond).group_by(*SERIES)
    return among(tx, periods, SERIES, series)


def _figures_at(periods: Select[Any]) -> Select[Any]:
    near = periods.subquery()
    return FIGURES.join(near, and_(*(column == near.c[column.name] for column in KEY)))
