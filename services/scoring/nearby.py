"""Find, for many figures at once, the reported figures of their series next to each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, and_, func, select

from services.scoring.domain.neighbours import Neighbours
from services.scoring.tables import evaluation
from shared.bulk import Key, stated
from shared.facts import Evaluation
from shared.figures import FigureKey, Status

SERIES = (evaluation.c.unit, evaluation.c.indicator, evaluation.c.dimension)
KEY = (*SERIES, evaluation.c.period)
REPORTED = evaluation.c.status == Status.REPORTED.value


def neighbours_of(tx: Connection, keys: Collection[Key]) -> Mapping[FigureKey, Neighbours]:
    """Per key (unit, indicator, dimension, period) its neighbours; a key without any is left out."""
    wanted = stated(tx, KEY, keys)
    before = _read(tx, wanted, func.max(evaluation.c.period), evaluation.c.period < wanted.c.period)
    after = _read(tx, wanted, func.min(evaluation.c.period), evaluation.c.period > wanted.c.period)
    return {key: Neighbours(before.get(key), after.get(key)) for key in before.keys() | after.keys()}


def _read(
    tx: Connection, wanted: Subquery, nearest: ColumnElement[str], beyond: ColumnElement[bool]
) -> dict[FigureKey, Evaluation]:
    asked = [wanted.c[column.name] for column in KEY]
    series = and_(*(column == wanted.c[column.name] for column in SERIES))
    found = select(*asked, nearest.label("near")).join(evaluation, and_(series, beyond, REPORTED)).group_by(*asked)
    return {_key(row): Evaluation.model_validate_json(row.body) for row in tx.execute(_with_body(found.subquery()))}


def _with_body(near: Subquery) -> Select[Any]:
    series = and_(*(column == near.c[column.name] for column in SERIES))
    return select(*(near.c[column.name] for column in KEY), evaluation.c.body).join(
        evaluation, and_(series, evaluation.c.period == near.c.near)
    )


def _key(row: Row[Any]) -> FigureKey:
    return FigureKey(row.unit, row.indicator, row.dimension, row.period)
