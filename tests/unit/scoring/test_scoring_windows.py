"""Which figures that count over a window of time compare."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.scoring.domain.change import Comparison, Past, compared
from services.scoring.domain.windows import alike
from shared.catalogue.indicator import Measure
from tests.unit.scoring.factories import a_figure, an_evaluation

YEAR_2022, YEAR_2023 = date(2022, 1, 1), date(2023, 1, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "comparable"),
    [
        pytest.param((None, date(2022, 6, 14)), (None, date(2023, 3, 17)), True, id="figures of a day"),
        pytest.param((YEAR_2022, date(2022, 6, 16)), (None, date(2023, 3, 17)), True, id="one window unknown"),
        pytest.param((YEAR_2022, date(2022, 6, 16)), (YEAR_2022, date(2022, 12, 15)), True, id="it went on counting"),
        pytest.param((YEAR_2022, date(2022, 6, 8)), (YEAR_2023, date(2023, 3, 17)), False, id="a year began anew"),
        pytest.param((YEAR_2022, date(2022, 12, 15)), (YEAR_2023, date(2023, 1, 17)), False, id="weeks with a year"),
        pytest.param((YEAR_2022, date(2022, 3, 20)), (YEAR_2023, date(2023, 3, 17)), True, id="the same weeks"),
        pytest.param((YEAR_2022, date(2022, 6, 15)), (date(2020, 1, 1), date(2023, 3, 17)), False, id="years more"),
        pytest.param((date(2022, 4, 1), date(2022, 4, 30)), (date(2022, 5, 1), date(2022, 5, 31)), True, id="months"),
        pytest.param((date(2022, 5, 1), date(2022, 5, 31)), (date(2023, 2, 19), date(2023, 3, 17)), True, id="uneven"),
        pytest.param((date(2022, 6, 1), date(2022, 6, 13)), (date(2023, 3, 1), date(2023, 3, 16)), True, id="part"),
        pytest.param((YEAR_2022, date(2022, 3, 31)), (date(2022, 4, 1), date(2022, 6, 30)), True, id="quarters"),
    ],
)
@pytest.mark.parametrize("measure", ["count", "vnd"])
def test_a_count_compares_with_one_over_a_window_like_its_own(
    earlier: tuple[date | None, date], later: tuple[date | None, date], measure: Measure, *, comparable: bool
) -> None:
    figure = an_evaluation(a_figure("5", window_start=later[0], as_of=later[1]))

    assert alike(*earlier, figure, measure) is comparable


@pytest.mark.parametrize("measure", ["percent", "number", "rank", None])
def test_percents_and_ranks_compare_whatever_their_windows(measure: Measure | None) -> None:
    figure = an_evaluation(a_figure("90", window_start=YEAR_2023, as_of=date(2023, 3, 17)))

    assert alike(YEAR_2022, date(2022, 6, 16), figure, measure)


def test_a_count_that_began_anew_has_no_change_but_the_reason() -> None:
    past = Past("2022-06", date(2022, 6, 8), Decimal(551), YEAR_2022)
    figure = an_evaluation(a_figure("278", period="2023-02", window_start=YEAR_2023))

    judged = compared(figure, Comparison(past), "count")

    assert (judged.change, judged.incomparable) == (None, "other_window")
