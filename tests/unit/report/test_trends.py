"""Lines over editions: figures of the whole between the best and the worst unit, oldest first."""

from __future__ import annotations

import pytest

from services.report.domain.bulletin import Bulletin
from services.report.domain.trend import Trend
from shared.facts import Evaluation
from tests.unit.report.factories import BEFORE, NOW, a_table, a_verdict, an_edition, an_evaluation

TABLE = a_table(charts=[{"id": "chart", "column": "figure", "title": "Tỷ lệ theo đơn vị"}], total="province")


def edition(*told: Evaluation, period: str = NOW) -> Bulletin:
    return an_edition(*told, tables=(TABLE,), period=period)


@pytest.fixture
def trend() -> Trend:
    told = (
        an_evaluation("60", "province", period=BEFORE),
        an_evaluation("40", period=BEFORE, verdicts=(a_verdict("not_met"),)),
        an_evaluation("85.5", "province"),
        an_evaluation("90", verdicts=(a_verdict("met"),)),
        an_evaluation("70", "south", verdicts=(a_verdict("not_met"),)),
    )
    return edition(*told).trends[0]


def test_editions_come_oldest_first_with_whole_highest_and_lowest(trend: Trend) -> None:
    points = [(point.period, point.value, point.highest, point.lowest) for point in trend.points]

    assert points == [(BEFORE, "60", "40", "40"), (NOW, "85.5", "90", "70")]


def test_who_met_the_target_is_counted_in_each_edition(trend: Trend) -> None:
    assert [(point.met, point.judged) for point in trend.points] == [(0, 1), (1, 2)]


def test_the_trend_is_named_after_its_chart_and_described_in_words(trend: Trend) -> None:
    assert (trend.id, trend.table, trend.title) == ("chart-trend", "table", "Tỷ lệ qua các kỳ báo cáo")
    assert "tháng 06/2022: số chung 60%, cao nhất 40%, thấp nhất 40%, 0/1 đơn vị đạt" in trend.alt


def test_one_edition_is_no_trend_and_leaves_no_trace_in_the_file() -> None:
    bulletin = edition(an_evaluation("60", "province"), an_evaluation("40"))

    assert bulletin.trends == ()
    assert "trends" not in bulletin.model_dump(mode="json")


def test_what_came_after_the_period_is_not_in_its_trend() -> None:
    told = (
        an_evaluation("60", "province", period=BEFORE),
        an_evaluation("40", period=BEFORE),
        an_evaluation("70", "province"),
    )

    assert edition(*told, period=BEFORE).trends == ()
