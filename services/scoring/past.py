"""Read the reported figures of many series around some periods, not their whole past."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select, tuple_

from services.scoring.bulk import Key, slices
from services.scoring.tables import evaluation
from shared.figures import Status

SERIES = (evaluation.c.unit, evaluation.c.indicator, evaluation.c.dimension)
period = evaluation.c.period


def reported_around(tx: Connection, series: Collection[Key], first: str, last: str) -> Iterator[Row[Any]]:
    """Per series the reported figures from `first` to `last`, the one before, and the one after."""
    for some in slices(series, len(SERIES)):
        reported = and_(tuple_(*SERIES).in_(some), evaluation.c.status == Status.REPORTED.value)
        yield from tx.execute(_figures().where(reported, period.between(first, last)))
        yield from tx.execute(_nearest(func.max(period), and_(reported, period < first)))
        yield from tx.execute(_nearest(func.min(period), and_(reported, period > last)))


def _figures() -> Select[Any]:
    return select(*SERIES, period, evaluation.c.as_of, evaluation.c.value)


def _nearest(nearest: ColumnElement[Any], beyond: ColumnElement[bool]) -> Select[Any]:
    near = select(*SERIES, nearest.label("period")).where(beyond).group_by(*SERIES).subquery()
    same = [evaluation.c[name] == near.c[name] for name in ("unit", "indicator", "dimension", "period")]
    return _figures().join(near, and_(*same))
