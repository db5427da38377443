"""What the report service still knows of what scoring told it, for a scoring that has lost it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from services.report.tables import DOUBT, EVALUATION, RANKING
from shared.bulk import Key, among
from shared.facts import Doubts, Evaluation, Ranking
from shared.figures import FigureKey, SeriesKey


class Recollection:
    """The figures of some units and indicators, as one transaction shows them."""

    def __init__(self, tx: Connection, units: Iterable[str], indicators: Collection[str]) -> None:
        self._tx = tx
        self._places: list[Key] = [(unit, name) for unit in units for name in indicators]
        self._indicators = indicators

    def numbers(self) -> dict[SeriesKey, int]:
        """The highest number heard of each series."""
        found: dict[SeriesKey, int] = {}
        for row in self._rows(EVALUATION, EVALUATION.c.sequence):
            series = SeriesKey(row.unit, row.indicator, row.dimension)
            found[series] = max(found.get(series, 0), row.sequence)
        return found

    def evaluations(self, known: Collection[FigureKey]) -> list[Evaluation]:
        """Those of other figures than the known ones."""
        return [Evaluation.model_validate_json(body) for body in self._bodies(EVALUATION, known)]

    def doubts(self, known: Collection[FigureKey]) -> list[Doubts]:
        return [Doubts.model_validate_json(body) for body in self._bodies(DOUBT, known)]

    def rankings(self, known: Collection[tuple[str, str, str]]) -> list[Ranking]:
        """Those of other (indicator, dimension, period) than the known ones."""
        rows = self._tx.execute(select(RANKING).where(RANKING.c.indicator.in_(self._indicators)))
        return [
            Ranking.model_validate_json(row.body)
            for row in rows
            if (row.indicator, row.dimension, row.period) not in known
        ]

    def _bodies(self, table: Table, known: Collection[FigureKey]) -> Iterable[str]:
        keys = [FigureKey(row.unit, row.indicator, row.dimension, row.period) for row in self._rows(table)]
        wanted: list[Key] = [(key.unit, key.indicator, key.dimension, key.period) for key in keys if key not in known]
        columns = [table.c.unit, table.c.indicator, table.c.dimension, table.c.period]
        return self._tx.execute(among(self._tx, select(table.c.body), columns, wanted)).scalars() if wanted else ()

    def _rows(self, table: Table, *more: Any) -> Iterable[Row[Any]]:
        columns = [table.c.unit, table.c.indicator]
        query = select(*columns, table.c.dimension, table.c.period, *more)
        return self._tx.execute(among(self._tx, query, columns, self._places)) if self._places else ()


def units_known(tx: Connection) -> list[str]:
    """Every unit that there is an evaluation of."""
    return list(tx.execute(select(EVALUATION.c.unit).distinct()).scalars())


def groups_known(tx: Connection) -> list[tuple[str, str]]:
    """Every (indicator, period) that there are evaluations of."""
    found = select(EVALUATION.c.indicator, EVALUATION.c.period).distinct()
    return [(row.indicator, row.period) for row in tx.execute(found)]
