"""What scoring holds to be so, for those that are rebuilt from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from services.scoring.doubt_tables import doubt
from services.scoring.tables import evaluation, ranking, standing
from shared.bulk import Key, among
from shared.facts import Doubts, Evaluation, Ranking
from shared.figures import SeriesKey, Status

CHUNK = 200
SERIES = (evaluation.c.unit, evaluation.c.indicator, evaluation.c.dimension)


def units_held(tx: Connection) -> set[str]:
    """Every unit that there is an evaluation of; figures are doubted only of these."""
    return set(tx.execute(select(evaluation.c.unit).distinct()).scalars())


def indicators_held(tx: Connection) -> set[str]:
    """Every indicator that is ranked."""
    return set(tx.execute(select(ranking.c.indicator).distinct()).scalars())


def evaluations_held(tx: Connection, unit: str) -> Iterator[Evaluation]:
    bodies = tx.execute(select(evaluation.c.body).where(evaluation.c.unit == unit)).scalars()
    return map(Evaluation.model_validate_json, bodies)


def doubts_held(tx: Connection, unit: str) -> Iterator[Doubts]:
    return map(Doubts.model_validate_json, tx.execute(select(doubt.c.body).where(doubt.c.unit == unit)).scalars())


def rankings_held(tx: Connection, indicator: str) -> Iterator[Ranking]:
    bodies = tx.execute(select(ranking.c.body).where(ranking.c.indicator == indicator)).scalars()
    return map(Ranking.model_validate_json, bodies)


def standing_behind(tx: Connection) -> set[tuple[SeriesKey, str]]:
    """The series that stand behind, each with the programme."""
    rows = tx.execute(select(standing).where(standing.c.verdict == "not_met"))
    return {(SeriesKey(row.unit, row.indicator, row.dimension), row.programme) for row in rows}


def lines_held(tx: Connection, series: Collection[SeriesKey]) -> Iterator[tuple[SeriesKey, list[Evaluation]]]:
    """The evaluations of each series in order of their periods, but those that only say that a figure is missing."""
    wanted: list[Key] = [(key.unit, key.indicator, key.dimension) for key in sorted(series)]
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        found: dict[SeriesKey, list[Evaluation]] = {SeriesKey(*key): [] for key in some}
        told = select(evaluation.c.body).where(evaluation.c.status != Status.MISSING.value)
        for body in tx.execute(among(tx, told, SERIES, some).order_by(evaluation.c.period)).scalars():
            each = Evaluation.model_validate_json(body)
            found[each.series].append(each)
        yield from found.items()
