"""Observations, evaluations, standing verdicts and rankings, as kept in scoring's database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, select

from services.scoring import rows
from services.scoring.domain.change import Past
from services.scoring.domain.flip import Standing
from services.scoring.domain.neighbours import Neighbours
from services.scoring.domain.observation import Observation
from services.scoring.domain.ranking import RankingKey
from services.scoring.domain.series import Progress
from services.scoring.doubt_store import DoubtTables
from services.scoring.index_store import IndexTables
from services.scoring.lapses import end_lapses, lapses
from services.scoring.nearby import neighbours_of
from services.scoring.past import reported_around
from services.scoring.tables import evaluation, family, observation, ranking, series, standing
from shared.bulk import Key, among, insert_missing, upsert
from shared.events import Event
from shared.facts import Evaluation, Ranking
from shared.figures import FigureKey, SeriesKey, Status
from shared.messaging.outbox import announce


class ScoringStore(DoubtTables, IndexTables):
    """The Store of one transaction, on SQLite or PostgreSQL."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def lock(self, families: Sequence[str]) -> None:
        """Wait for the families' rows; SQLite has one writer at a time anyway."""
        insert_missing(self._tx, family, [{"name": name} for name in families])
        held = select(family.c.name).where(family.c.name.in_(families)).order_by(family.c.name)
        self._tx.execute(held.with_for_update()).all()

    def observations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Observation]:
        columns = [observation.c.unit, observation.c.indicator, observation.c.dimension, observation.c.period]
        found = self._among(select(observation), columns, [rows.figure_tuple(key) for key in keys])
        return {known.key: known for known in map(rows.observation, found)}

    def observations_of(self, groups: Collection[tuple[str, str]]) -> dict[FigureKey, Observation]:
        columns = [observation.c.indicator, observation.c.period]
        found = self._among(select(observation), columns, groups)
        return {known.key: known for known in map(rows.observation, found)}

    def keep_observations(self, observations: Collection[Observation]) -> None:
        upsert(self._tx, observation, [rows.observation_row(kept) for kept in observations])

    def evaluations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Evaluation]:
        columns = [evaluation.c.unit, evaluation.c.indicator, evaluation.c.dimension, evaluation.c.period]
        found = self._among(select(evaluation.c.body), columns, [rows.figure_tuple(key) for key in keys])
        return {known.key: known for known in (Evaluation.model_validate_json(row.body) for row in found)}

    def history(self, keys: Collection[SeriesKey], first: str, last: str) -> dict[SeriesKey, list[Past]]:
        found: dict[SeriesKey, list[Past]] = {}
        for row in reported_around(self._tx, [rows.series_tuple(key) for key in keys], first, last):
            found.setdefault(rows.series_key(row), []).append(Past(row.period, row.as_of, row.value, row.window_start))
        return found

    def neighbours(self, keys: Collection[FigureKey]) -> Mapping[FigureKey, Neighbours]:
        return neighbours_of(self._tx, [rows.figure_tuple(key) for key in keys]) if keys else {}

    def newest(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Evaluation]:
        columns = [evaluation.c.unit, evaluation.c.indicator, evaluation.c.dimension]
        query = (
            select(evaluation.c.body).where(evaluation.c.status != Status.MISSING.value).order_by(evaluation.c.period)
        )
        rows_found = self._among(query, columns, [rows.series_tuple(key) for key in keys])
        found = [Evaluation.model_validate_json(row.body) for row in rows_found]
        return {known.series: known for known in found if known.counted != 0}

    def keep_evaluations(self, evaluations: Collection[Evaluation]) -> None:
        upsert(self._tx, evaluation, [rows.evaluation_row(kept) for kept in evaluations])

    def progress(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Progress]:
        columns = [series.c.unit, series.c.indicator, series.c.dimension]
        found = self._among(select(series), columns, [rows.series_tuple(key) for key in keys])
        return {rows.series_key(row): Progress(row.sequence, row.latest_period) for row in found}

    def keep_progress(self, progress: Mapping[SeriesKey, Progress]) -> None:
        upsert(self._tx, series, [rows.progress_row(key, kept) for key, kept in progress.items()])

    def standings(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, dict[str, Standing]]:
        columns = [standing.c.unit, standing.c.indicator, standing.c.dimension]
        found: dict[SeriesKey, dict[str, Standing]] = {}
        for row in self._among(select(standing), columns, [rows.series_tuple(key) for key in keys]):
            found.setdefault(rows.series_key(row), {})[row.programme] = Standing(row.period, row.revision, row.verdict)
        return found

    def keep_standings(self, standings: Mapping[SeriesKey, Mapping[str, Standing]]) -> None:
        kept = [(key, name, stands) for key, programmes in standings.items() for name, stands in programmes.items()]
        upsert(self._tx, standing, [rows.standing_row(*stands) for stands in kept])

    def rankings(self, keys: Collection[RankingKey]) -> dict[RankingKey, Ranking]:
        columns = [ranking.c.indicator, ranking.c.dimension, ranking.c.period]
        places = [(key.indicator, key.dimension, key.period) for key in keys]
        found = (Ranking.model_validate_json(row.body) for row in self._among(select(ranking), columns, places))
        return {rows.ranking_key(known): known for known in found}

    def keep_rankings(self, rankings: Collection[Ranking]) -> None:
        upsert(self._tx, ranking, [rows.ranking_row(kept) for kept in rankings])

    def lapses(self, keys: Collection[FigureKey]) -> dict[FigureKey, set[str]]:
        return lapses(self._tx, keys)

    def end_lapses(self, keys: Collection[FigureKey]) -> None:
        end_lapses(self._tx, keys)

    def _among(self, query: Select[Any], columns: Sequence[Column[str]], keys: Collection[Key]) -> Iterable[Row[Any]]:
        return self._tx.execute(among(self._tx, query, columns, keys)) if keys else ()

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        announce(self._tx, events, now)
