"""How scoring's values are written as rows, and read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from services.scoring.domain.flip import Standing
from services.scoring.domain.observation import Observation
from services.scoring.domain.ranking import RankingKey
from services.scoring.domain.series import Progress
from shared.facts import Evaluation, Figure, Ranking
from shared.figures import FigureKey, SeriesKey, dimension_text, parse_dimension

Values = Mapping[str, Any]


def figure_tuple(key: FigureKey) -> tuple[str, str, str, str]:
    return key.unit, key.indicator, key.dimension, key.period


def series_tuple(key: SeriesKey) -> tuple[str, str, str]:
    return key.unit, key.indicator, key.dimension


def series_key(row: Row[Any]) -> SeriesKey:
    return SeriesKey(row.unit, row.indicator, row.dimension)


def observation_row(observation: Observation) -> Values:
    figure = observation.figure
    return {
        **_key(observation.key),
        "revision": figure.revision,
        "time": observation.time,
        "event_id": observation.event_id,
        "status": figure.status.value,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "as_of": figure.as_of,
        "window_start": figure.window_start,
        "arrived": observation.arrived,
    }


def observation(row: Row[Any]) -> Observation:
    stated = {name: getattr(row, name) for name in Figure.model_fields if name != "dimension"}
    figure = Figure(dimension=parse_dimension(row.dimension), **stated)
    return Observation(figure, row.event_id, row.time, row.arrived)


def evaluation_row(evaluation: Evaluation) -> Values:
    return {
        **_key(evaluation.key),
        "sequence": evaluation.sequence,
        "how": evaluation.how,
        "status": evaluation.status.value,
        "value": evaluation.value,
        "as_of": evaluation.as_of,
        "window_start": evaluation.window_start,
        "body": evaluation.model_dump_json(),
    }


def progress_row(key: SeriesKey, progress: Progress) -> Values:
    return {**_series(key), "sequence": progress.sequence, "latest_period": progress.latest_period}


def standing_row(key: SeriesKey, programme: str, standing: Standing) -> Values:
    given = {"period": standing.period, "revision": standing.revision, "verdict": standing.verdict}
    return {**_series(key), "programme": programme, **given}


def ranking_key(ranking: Ranking) -> RankingKey:
    return RankingKey(ranking.indicator, dimension_text(ranking.dimension), ranking.period)


def ranking_row(ranking: Ranking) -> Values:
    key = ranking_key(ranking)
    place = {"indicator": key.indicator, "dimension": key.dimension, "period": key.period}
    return {**place, "sequence": ranking.sequence, "body": ranking.model_dump_json()}


def _key(key: FigureKey) -> Values:
    return {**_series(key.series), "period": key.period}


def _series(key: SeriesKey) -> Values:
    return {"unit": key.unit, "indicator": key.indicator, "dimension": key.dimension}
