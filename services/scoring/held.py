"""What scoring holds to be so, for those that are rebuilt from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, or_, select

from services.scoring.announcements import state_told
from services.scoring.domain.task_state import is_news
from services.scoring.doubt_tables import doubt
from services.scoring.duty_tables import watch
from services.scoring.tables import evaluation, ranking, standing
from services.scoring.task_rows import standings
from services.scoring.tasks import NAME
from shared.bulk import Key, among
from shared.catalogue import Catalogue
from shared.facts import Doubts, Evaluation, Ranking, TaskState
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


def owing_held(tx: Connection) -> Iterator[Evaluation]:
    """The evaluations of figures that a duty speaks of, in order of their series and periods."""
    concluded = evaluation.c.status.in_([Status.MISSING.value, Status.NOT_APPLICABLE.value])
    wanted = select(evaluation.c.body).where(or_(concluded, evaluation.c.body.like('%"due":"%')))
    for body in tx.execute(wanted.order_by(*SERIES, evaluation.c.period)).scalars():
        yield Evaluation.model_validate_json(body)


def every_doubt_held(tx: Connection) -> Iterator[Doubts]:
    return map(Doubts.model_validate_json, tx.execute(select(doubt.c.body)).scalars())


def tasks_held(tx: Connection, catalogue: Catalogue) -> Iterator[TaskState]:
    """How the tasks stand that others have heard of, and that are still assigned."""
    since = tx.execute(select(watch.c.since).where(watch.c.name == NAME)).scalar_one_or_none() or date.max
    for standing_now in standings(tx, None).values():
        task = catalogue.tasks.get(standing_now.assignment.task)
        if task is not None and (standing_now.sequence > 1 or is_news(standing_now, None, since)):
            yield state_told(standing_now, task)
