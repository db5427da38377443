"""What `nhipso explain` says of a figure's comparisons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from services.cli.compared import REASONS, baselines_of, change_of
from shared.catalogue import StartingFigure
from shared.facts import Baseline, Change, Incomparable
from shared.figures import SeriesKey
from tests.unit.scoring.factories import SERVICES, a_catalogue, a_figure, an_evaluation

DAY = date(2022, 5, 31)
CHANGE = Change(period="2022-06", as_of=date(2022, 6, 16), value=Decimal(7), difference=Decimal(2))


def test_a_change_from_the_units_own_past_names_nobody() -> None:
    evaluation = an_evaluation(a_figure()).model_copy(update={"change": CHANGE})

    assert change_of(evaluation, a_catalogue()) == {
        "period": "2022-06", "as_of": "2022-06-16", "value": "7", "difference": "2",
    }  # fmt: skip


def test_predecessors_are_named_as_they_were_called() -> None:
    change = CHANGE.model_copy(update={"predecessors": ("south", "gone")})

    told = change_of(an_evaluation(a_figure()).model_copy(update={"change": change}), a_catalogue())

    assert told is not None
    assert told["predecessors"] == ["south (south)", "gone"]


@pytest.mark.parametrize("reason", get_args(Incomparable))
def test_every_refusal_has_its_reason_in_words(reason: Incomparable) -> None:
    evaluation = an_evaluation(a_figure()).model_copy(update={"incomparable": reason})

    assert change_of(evaluation, a_catalogue()) == {"incomparable": reason, "because": REASONS[reason]}


def test_without_a_past_there_is_nothing_to_say() -> None:
    assert change_of(an_evaluation(a_figure()), a_catalogue()) is None
    assert baselines_of(an_evaluation(a_figure()), a_catalogue()) == []


def test_a_baseline_says_where_it_is_stated() -> None:
    start = StartingFigure("plan", SeriesKey("north", SERVICES), DAY, Decimal(91), "Báo cáo số 01")
    baseline = Baseline(programme="plan", as_of=DAY, value=Decimal(91), difference=Decimal(-1))
    evaluation = an_evaluation(a_figure()).model_copy(update={"baselines": (baseline,)})

    (told,) = baselines_of(evaluation, replace(a_catalogue(), baselines=(start,)))

    assert told == {
        "programme": "plan", "as_of": "2022-05-31", "value": "91", "difference": "-1", "source": "Báo cáo số 01",
    }  # fmt: skip
