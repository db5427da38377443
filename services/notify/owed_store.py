"""Owed figures in the database: the newest of each series, and what a source owed on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from services.notify.alert_tables import OWED
from services.notify.domain.alert import Order
from services.notify.domain.owed import Owed
from services.notify.domain.source import Due
from shared.bulk import among, upsert
from shared.figures import SeriesKey

SERIES = (OWED.c.unit, OWED.c.indicator, OWED.c.dimension)


def owed(tx: Connection, series: Collection[SeriesKey]) -> dict[SeriesKey, Owed]:
    """What is known of these series."""
    if not series:
        return {}
    keys = [(key.unit, key.indicator, key.dimension) for key in series]
    return {found.series: found for found in map(_owed, tx.execute(among(tx, select(OWED), SERIES, keys)))}


def every_owed(tx: Connection) -> dict[SeriesKey, Owed]:
    """What is known of every series that a duty speaks of."""
    return {found.series: found for found in map(_owed, tx.execute(select(OWED)))}


def _owed(row: Row[Any]) -> Owed:
    series = SeriesKey(row.unit, row.indicator, row.dimension)
    return Owed(series, Order(row.period, row.sequence), row.due, bool(row.is_missing))


def keep_owed(tx: Connection, found: Iterable[Owed]) -> None:
    rows = [
        {
            "unit": each.series.unit,
            "indicator": each.series.indicator,
            "dimension": each.series.dimension,
            "period": each.order.period,
            "sequence": each.order.sequence,
            "due": each.due,
            "is_missing": each.is_missing,
        }
        for each in found
    ]
    upsert(tx, OWED, rows)


def last_due(tx: Connection, source: str, indicators: Collection[str]) -> Due | None:
    """What was owed on the last day that anything of these indicators was due."""
    missing = func.sum(case((OWED.c.is_missing, 1), else_=0))
    counted = (OWED.c.due, func.max(OWED.c.period), func.count(), missing, func.count(OWED.c.unit.distinct()))
    days = select(*counted).where(OWED.c.indicator.in_(indicators), OWED.c.due.is_not(None)).group_by(OWED.c.due)
    row = tx.execute(days.order_by(OWED.c.due.desc()).limit(1)).first()
    return None if row is None else Due(source, row[1], row[0], row[2], int(row[3]), row[4])
