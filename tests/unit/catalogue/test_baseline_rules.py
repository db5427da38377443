"""A figure that a programme started from is of what exists, alone, and agrees with its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue import Indicator, Name, Programme, StartingFigure, Unit
from shared.catalogue.checks.baselines import baseline_problems
from shared.catalogue.draft import Draft, Stated
from shared.figures import SeriesKey

SHARE = Indicator("share", "Tỷ lệ", "Share", "percent", dimensions={"place": ("desk",)})
SERIES = SeriesKey("p", "share", "place=desk")
START = StartingFigure("plan", SERIES, date(2022, 5, 31), Decimal("59.58"), "Báo cáo")


def reasons(*figures: StartingFigure) -> list[str]:
    draft = Draft(
        units=[Stated(Unit("p", "province", None, (Name("P"),), "P"), "units.csv", 2)],
        indicators=[Stated(SHARE, "indicators.csv", 2)],
        programmes=[Stated(Programme("plan", "Kế hoạch", "Plan", 1), "programmes.csv", 2)],
        baselines=[Stated(figure, "baselines.csv", line) for line, figure in enumerate(figures, 2)],
    )
    return [problem.reason for problem in baseline_problems(draft)]


def test_a_sound_starting_figure_has_no_problem() -> None:
    assert reasons(START) == []
    assert reasons(replace(START, value=Decimal("33.3"), numerator=Decimal(1), denominator=Decimal(3))) == []


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        (replace(START, programme="q"), "programme q is not in programmes.csv"),
        (replace(START, series=replace(SERIES, unit="q")), "unit q is not in units.csv"),
        (replace(START, series=replace(SERIES, indicator="q")), "indicator q is not in indicators.csv"),
        (replace(START, series=replace(SERIES, dimension="place=moon")), "dimension place of share is never moon"),
        (replace(START, value=Decimal("100.1")), "value 100.1 is not possible for a percent"),
        (replace(START, value=Decimal(-1)), "value -1 is not possible for a percent"),
        (replace(START, numerator=Decimal(1), denominator=Decimal(0)), "denominator is 0"),
        (
            replace(START, value=Decimal("33.4"), numerator=Decimal(1), denominator=Decimal(3)),
            "value 33.4 is not numerator / denominator = 33.333333333333",
        ),
    ],
)
def test_an_unsound_one_is_a_problem(figure: StartingFigure, reason: str) -> None:
    assert reasons(figure) == [reason]


def test_a_programme_starts_from_one_figure() -> None:
    assert reasons(START, replace(START, value=Decimal(1))) == [
        "baseline plan p share [place=desk] is already in line 2"
    ]
