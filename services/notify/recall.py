"""What notify still knows of the numbers that scoring gave its evaluations."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from services.notify.tables import ALERT
from shared.facts import Evaluation
from shared.figures import SeriesKey


def numbers_heard(tx: Connection, indicators: Collection[str]) -> dict[SeriesKey, int]:
    """The highest number of each series that an alert of these indicators names."""
    columns = (ALERT.c.unit, ALERT.c.indicator, ALERT.c.dimension, ALERT.c.turned_sequence, ALERT.c.evaluation)
    found: dict[SeriesKey, int] = {}
    for row in tx.execute(select(*columns).where(ALERT.c.indicator.in_(indicators))):
        series = SeriesKey(row.unit, row.indicator, row.dimension)
        told = Evaluation.model_validate_json(row.evaluation).sequence
        found[series] = max(found.get(series, 0), told, row.turned_sequence or 0)
    return found
