"""The rules of judging, in memory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.scoring.handlers import judge
from shared.events import ComplianceChanged, ComplianceEvaluated
from tests.unit.scoring import judging_rules as rules
from tests.unit.scoring import totalling_rules
from tests.unit.scoring.desk import Transactions, in_memory
from tests.unit.scoring.factories import FEE, NOW, SERVICES, TAX, USERS, a_catalogue, a_figure, submitted
from tests.unit.scoring.memory_store import InMemoryStore


@pytest.fixture
def transactions() -> Transactions:
    return in_memory()


def test_the_families_of_a_batch_are_locked_in_one_order_before_anything_is_read() -> None:
    store = InMemoryStore()
    figures = [a_figure("1", indicator=name) for name in (USERS, TAX, FEE, SERVICES, USERS)]

    judge([submitted(figure) for figure in figures], store, a_catalogue(), NOW)

    assert store.locked == [[USERS, FEE, SERVICES]]


def test_what_follows_from_a_figure_says_when_that_was_accepted() -> None:
    store, accepted = InMemoryStore(), NOW - timedelta(minutes=3)

    judge([submitted(a_figure("1", indicator=USERS), accepted)], store, a_catalogue(), NOW)

    told = [event for event in store.announced if isinstance(event, ComplianceEvaluated | ComplianceChanged)]
    assert told
    assert {event.acceptedtime for event in told} == {accepted}


def test_of_figures_judged_together_each_says_how_it_stands_in_its_series() -> None:
    store = InMemoryStore()
    for periods in (["2022-12"], ["2023-02", "2022-12", "2022-06"]):
        figures = [a_figure(str(len(periods)), period=period, revision=len(periods)) for period in periods]
        judge([submitted(figure) for figure in figures], store, a_catalogue(), NOW)

    told = [event for event in store.announced if isinstance(event, ComplianceEvaluated) and event.subject == "north"]
    assert [(event.data.period, event.recency) for event in told] == [
        ("2022-12", "latest"),
        ("2022-06", "past"),
        ("2022-12", "overtaken"),
        ("2023-02", "latest"),
    ]


class TestJudgingOneFigure(rules.JudgingOneFigure): ...


class TestComparingPeriods(rules.ComparingPeriods): ...


class TestFlipping(rules.Flipping): ...


class TestTotalling(totalling_rules.Totalling): ...


class TestRanking(totalling_rules.Ranking): ...
