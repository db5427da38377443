"""What notify still knows of the numbers that scoring gave its evaluations."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from services.notify.alert_tables import ALERT
from services.notify.domain.alert import Kind
from shared.facts import Evaluation
from shared.figures import SeriesKey

#: the kinds of alerts that rest on evaluations
JUDGED = (Kind.TARGET.value, Kind.MISSING.value)


def numbers_heard(tx: Connection, indicators: Collection[str]) -> dict[SeriesKey, int]:
    """The highest number of each series that an alert of these indicators names."""
    columns = (ALERT.c.unit, ALERT.c.indicator, ALERT.c.dimension, ALERT.c.turned_sequence, ALERT.c.news)
    found: dict[SeriesKey, int] = {}
    for row in tx.execute(select(*columns).where(ALERT.c.kind.in_(JUDGED), ALERT.c.indicator.in_(indicators))):
        series = SeriesKey(row.unit, row.indicator, row.dimension)
        told = Evaluation.model_validate_json(row.news).sequence
        found[series] = max(found.get(series, 0), told, row.turned_sequence or 0)
    return found
