"""Scoring by indices: what is told, in whatever order figures come, and whom it keeps out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scoring.handlers import judge
from shared.catalogue import DueRule, Scored
from shared.events import Event, MetricSubmitted
from shared.facts import Figure
from tests.unit.scoring import indexing_rules
from tests.unit.scoring.desk import Desk, Transactions, in_memory
from tests.unit.scoring.duty_desk import DutyDesk, a_duty, at, duties_in_memory, owing
from tests.unit.scoring.factories import (
    FEE,
    LAST_DAY,
    NOW,
    PROVINCE,
    SERVICES,
    TAX,
    TAX_AND_FEE,
    USERS,
    a_figure,
    submitted,
)
from tests.unit.scoring.index_examples import a_component, a_share, an_index, with_indices
from tests.unit.scoring.memory_indices import final_scores, scores_of
from tests.unit.scoring.memory_store import InMemoryStore

INDEX = an_index(
    a_component(no_activity="average"),
    a_component("users", "7", indicator=USERS, missing="left_out", no_activity="full"),
    a_component("taxes", "20", "money", indicator=TAX_AND_FEE, no_activity="left_out"),
    scores=Scored(("district", "province")),
    least_counted=Decimal(40),
)
LATER = replace(INDEX, version="2", valid_from=date(2022, 10, 1), components=INDEX.components[:1])
CATALOGUE = with_indices(replace(INDEX, valid_to=date(2022, 9, 30)), LATER)
UNITS = st.sampled_from(["north", "south", "nowhere", PROVINCE])


@pytest.fixture
def transactions() -> Transactions:
    return in_memory()


class TestIndexing(indexing_rules.Indexing): ...


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    indicator = draw(st.sampled_from([SERVICES, USERS, TAX, FEE]))
    value = draw(st.none() | st.integers(0, 100).map(str))
    period, revision = draw(st.sampled_from(sorted(LAST_DAY))), draw(st.integers(1, 3))
    return a_figure(value, draw(UNITS), indicator=indicator, period=period, revision=revision)


EVENTS = st.lists(figures().map(submitted), min_size=1, max_size=14)


def told(events: Sequence[MetricSubmitted], batch: int) -> list[Event]:
    desk = Desk(in_memory(), CATALOGUE)
    for start in range(0, len(events), batch):
        desk.judge(events[start : start + batch])
    return desk.announced


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_order_repetition_and_batching_ends_in_the_same_scores(data: st.DataObject) -> None:
    events = data.draw(EVENTS)
    shuffled = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=5))))

    one, other = told(events, len(events)), told(shuffled, data.draw(st.integers(1, 6)))

    assert final_scores(one) == final_scores(other)


@settings(max_examples=50, deadline=None)
@given(EVENTS, st.integers(1, 4))
def test_no_score_is_told_twice(events: list[MetricSubmitted], batch: int) -> None:
    scores = scores_of(told(events + events, batch))

    numbers: dict[tuple[str, str], list[int]] = {}
    for score in scores:
        numbers.setdefault((score.unit, score.period), []).append(score.sequence)
    assert all(sequence == list(range(1, len(sequence) + 1)) for sequence in numbers.values())


def test_whoever_scores_keeps_out_who_judges_another_component() -> None:
    store = InMemoryStore()

    judge([submitted(a_share("1"))], store, CATALOGUE, NOW)
    judge([submitted(a_figure("1", indicator="late"))], store, CATALOGUE, NOW)

    assert store.locked == [["index:quality", SERVICES], ["late"]]


def test_a_deadline_that_passes_without_the_figure_scores_what_is_missing() -> None:
    index = an_index(a_component(), a_component("users", indicator=USERS))
    catalogue = replace(owing(a_duty(due=DueRule("day", 14))), indices=with_indices(index).indices)
    desk = DutyDesk(duties_in_memory(), catalogue, date(2022, 7, 1))

    desk.look(at("2022-07-20"))
    scored = final_scores(desk.announced)
    desk.submit(a_share("80"), at=at("2022-07-21"))

    assert {key.unit: score.score for key, score in scored.items()} == dict.fromkeys(
        ["north", "south", "east", "west"], 0
    )
    assert {score.score for score in final_scores(desk.announced).values()} == {0, 50}
