"""Figures are compared with what their programmes started from, while these run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.scoring.domain.change import Comparison
from services.scoring.domain.evaluation import judged
from shared.catalogue import Catalogue, StartingFigure
from shared.figures import SeriesKey
from tests.unit.scoring.factories import LAST_DAY, SERVICES, a_catalogue, a_figure, a_target, an_evaluation

FIRST, LAST, EVE = date(2022, 6, 1), date(2022, 9, 17), date(2022, 5, 31)


def a_start(value: str = "91", programme: str = "plan", unit: str = "north", as_of: date = EVE) -> StartingFigure:
    return StartingFigure(programme, SeriesKey(unit, SERVICES), as_of, Decimal(value), "Báo cáo")


def catalogue(*starts: StartingFigure) -> Catalogue:
    return replace(a_catalogue(a_target("plan", valid=(FIRST, LAST))), baselines=starts)


def differences(value: str | None, known: Catalogue, day: date = LAST_DAY["2022-06"]) -> list[tuple[str, Decimal]]:
    evaluation = judged(an_evaluation(a_figure(value, as_of=day)), Comparison(), known)
    return [(baseline.programme, baseline.difference) for baseline in evaluation.baselines]


def test_the_difference_is_exact() -> None:
    assert differences("99.52", catalogue(a_start("91"))) == [("plan", Decimal("8.52"))]
    assert differences("33.333333333333", catalogue(a_start("91"))) == [("plan", Decimal("-57.666666666667"))]


@pytest.mark.parametrize(("day", "counted"), [(EVE, 0), (FIRST, 1), (LAST, 1), (date(2022, 9, 18), 0)])
def test_it_is_counted_from_the_first_to_the_last_day_of_the_programme(day: date, counted: int) -> None:
    assert len(differences("95", catalogue(a_start()), day)) == counted


def test_a_figure_of_the_starting_day_or_before_has_none() -> None:
    known = catalogue(a_start(as_of=date(2022, 7, 1)))

    assert differences("95", known, date(2022, 7, 1)) == []
    assert len(differences("95", known, date(2022, 7, 2))) == 1


def test_a_programme_without_targets_always_runs() -> None:
    assert differences("95", catalogue(a_start(programme="law")), date(2030, 1, 1)) == [("law", Decimal(4))]


def test_programmes_speak_in_their_order() -> None:
    known = catalogue(a_start("90", "plan"), a_start("91", "law"))

    assert differences("95", known) == [("law", Decimal(4)), ("plan", Decimal(5))]


def test_other_series_and_figures_without_activity_have_none() -> None:
    assert differences("95", catalogue(a_start(unit="south"))) == []
    assert differences(None, catalogue(a_start())) == []
