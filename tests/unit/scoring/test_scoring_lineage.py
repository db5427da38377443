"""Comparisons across reorganisations, in memory, in whatever order the figures come."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events import MetricSubmitted
from shared.facts import Evaluation, Figure
from shared.figures import FigureKey
from tests.unit.scoring import lineage_rules
from tests.unit.scoring.desk import Desk, Transactions, in_memory
from tests.unit.scoring.factories import LAST_DAY, SERVICES, USERS, a_figure, submitted
from tests.unit.scoring.lineage_rules import a_reorganised_catalogue
from tests.unit.scoring.memory_store import final_evaluations


@pytest.fixture
def transactions() -> Transactions:
    return in_memory()


class TestComparingReorganisedUnits(lineage_rules.ComparingReorganisedUnits): ...


CATALOGUE = a_reorganised_catalogue()
NAMES = st.sampled_from(["north", "south", "east", "west", "union", "orient", "new-west"])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    unit, period, revision = draw(NAMES), draw(st.sampled_from(sorted(LAST_DAY))), draw(st.integers(1, 2))
    if draw(st.booleans()):
        value = draw(st.none() | st.integers(0, 5).map(str))
        return a_figure(value, unit, indicator=USERS, period=period, revision=revision)
    numerator = draw(st.integers(0, 4))
    parts = draw(st.sampled_from([None, (numerator, 5)]))
    return a_figure(str(Decimal(100 * numerator) / 5), unit, period=period, parts=parts, revision=revision)


EVENTS = st.lists(figures().map(submitted), min_size=1, max_size=16)


def told(events: Sequence[MetricSubmitted], batch: int) -> dict[FigureKey, Evaluation]:
    desk = Desk(in_memory(), CATALOGUE)
    for start in range(0, len(events), batch):
        desk.judge(events[start : start + batch])
    return final_evaluations(desk.announced)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_order_repetition_and_batching_ends_in_the_same_comparisons(data: st.DataObject) -> None:
    events = data.draw(EVENTS)
    shuffled = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=5))))

    assert told(events, len(events)) == told(shuffled, data.draw(st.integers(1, 6)))


@settings(max_examples=100, deadline=None)
@given(EVENTS, st.integers(1, 6))
def test_a_change_is_from_one_period_and_names_whose_figures_it_sums(events: list[MetricSubmitted], batch: int) -> None:
    known = told(events, batch)

    for evaluation in known.values():
        change = evaluation.change
        if change is None or not change.predecessors:
            continue
        parts = [known[FigureKey(unit, evaluation.indicator, "", change.period)].value for unit in change.predecessors]
        assert change.period < evaluation.period
        assert evaluation.incomparable is None
        if evaluation.indicator == USERS:
            assert change.value == sum(value for value in parts if value is not None)
        else:
            assert evaluation.indicator == SERVICES
            shares = [value for value in parts if value is not None]
            assert min(shares) <= change.value <= max(shares)
