"""Scoring's tables as a per-message service reads them: rows by their keys, the periods beside a figure by order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, bindparam, tuple_

from services.scoring import rows
from services.scoring.domain.change import Past
from services.scoring.past import FIGURES, REPORTED, SERIES
from services.scoring.store import ScoringStore
from services.scoring.tables import evaluation
from shared.bulk import Key
from shared.events import Event
from shared.figures import SeriesKey

PERIOD = evaluation.c.period
OF_SERIES = FIGURES.where(REPORTED, *(column == bindparam(f"of_{column.name}") for column in SERIES))
#: the periods themselves, the one before, and the one after
AROUND = (
    OF_SERIES.where(PERIOD.between(bindparam("first"), bindparam("last"))),
    OF_SERIES.where(bindparam("first") > PERIOD).order_by(PERIOD.desc()).limit(1),
    OF_SERIES.where(bindparam("last") < PERIOD).order_by(PERIOD).limit(1),
)


class PlainStore(ScoringStore):
    """The product's tables and upserts; what is announced waits here until the transaction is committed."""

    def __init__(self, tx: Connection) -> None:
        super().__init__(tx)
        self.announced: list[Event] = []

    def history(self, keys: Collection[SeriesKey], first: str, last: str) -> dict[SeriesKey, list[Past]]:
        return {key: list(self._around(key, first, last)) for key in keys}

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        self.announced.extend(events)

    def _around(self, key: SeriesKey, first: str, last: str) -> Iterable[Past]:
        series = dict(zip((f"of_{column.name}" for column in SERIES), rows.series_tuple(key), strict=True))
        for query in AROUND:
            for row in self._tx.execute(query, {**series, "first": first, "last": last}):
                yield Past(row.period, row.as_of, row.value, row.window_start)

    def _among(self, query: Select[Any], columns: Sequence[Column[str]], keys: Collection[Key]) -> Iterable[Row[Any]]:
        if not keys:
            return ()
        if len(keys) == 1:
            (key,) = keys
            return self._tx.execute(query.where(*(column == value for column, value in zip(columns, key, strict=True))))
        return self._tx.execute(query.where(tuple_(*columns).in_(list(keys))))
