"""The deadlines that have passed without a figure, as rows."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, and_, delete, exists, func, select

from services.scoring import rows
from services.scoring.domain.duties import Obligation
from services.scoring.duty_tables import lapse
from shared.bulk import among, insert_missing, stated
from shared.figures import FigureKey

KEY = (lapse.c.unit, lapse.c.indicator, lapse.c.dimension, lapse.c.period)


def lapses(tx: Connection, keys: Collection[FigureKey]) -> dict[FigureKey, set[str]]:
    """The programmes that still wait for each of these figures."""
    found: dict[FigureKey, set[str]] = {}
    wanted = among(tx, select(*KEY, lapse.c.programme), KEY, [rows.figure_tuple(key) for key in keys])
    for row in tx.execute(wanted) if keys else ():
        found.setdefault(FigureKey(row.unit, row.indicator, row.dimension, row.period), set()).add(row.programme)
    return found


def end_lapses(tx: Connection, keys: Collection[FigureKey]) -> None:
    """The figures have come."""
    if keys:
        come = stated(tx, KEY, [rows.figure_tuple(key) for key in keys])
        tx.execute(delete(lapse).where(exists().where(and_(*(column == come.c[column.name] for column in KEY)))))


def keep_lapses(tx: Connection, passed: Collection[Obligation]) -> None:
    """These obligations were due and not met."""
    insert_missing(
        tx,
        lapse,
        [
            {
                "unit": each.key.unit,
                "indicator": each.key.indicator,
                "dimension": each.key.dimension,
                "period": each.key.period,
                "programme": each.programme,
                "due": each.due,
            }
            for each in passed
        ],
    )


def missing_figures(tx: Connection) -> int:
    """How many figures are missing now."""
    figures = select(*KEY).distinct().subquery()
    return tx.execute(select(func.count()).select_from(figures)).scalar_one()
