"""Whatever the order, the repetition and the batches in which figures arrive, scoring ends up saying the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events import ComplianceChanged, Event, MetricSubmitted
from shared.facts import Figure
from shared.figures import SeriesKey
from tests.unit.scoring.desk import Desk, in_memory
from tests.unit.scoring.factories import (
    DOSSIERS,
    FEE,
    LAST_DAY,
    PROVINCE,
    SERVICES,
    TAX,
    TAX_AND_FEE,
    USERS,
    a_catalogue,
    a_figure,
    a_target,
    submitted,
)
from tests.unit.scoring.memory_store import evaluations_of, final_evaluations, final_rankings

CATALOGUE = a_catalogue(
    a_target("plan", SERVICES, threshold="50"),
    a_target("law", USERS, threshold="3", comparator=">", scope=("level", "district")),
    a_target("law", USERS, threshold="2", scope=("unit", "north")),
)
UNITS = st.sampled_from(["north", "south", "nowhere", PROVINCE])
PERIODS = st.sampled_from(sorted(LAST_DAY))
Series = tuple[str, dict[str, str]]
PLAIN: st.SearchStrategy[Series] = st.sampled_from([(name, {}) for name in (USERS, TAX, FEE, TAX_AND_FEE)])
SPLIT = st.sampled_from(["on-time", "late", "total"]).map(lambda status: (DOSSIERS, {"status": status}))


@st.composite
def counts(draw: st.DrawFn) -> Figure:
    indicator, dimension = draw(PLAIN | SPLIT)
    value = draw(st.none() | st.integers(0, 5).map(str))
    revision = draw(st.integers(1, 3))
    return a_figure(
        value, draw(UNITS), indicator=indicator, dimension=dimension, period=draw(PERIODS), revision=revision
    )


@st.composite
def percents(draw: st.DrawFn) -> Figure:
    unit, period, revision = draw(UNITS), draw(PERIODS), draw(st.integers(1, 3))
    numerator, denominator = draw(st.integers(0, 4)), draw(st.sampled_from([4, 5, 10]))
    parts = draw(st.sampled_from([None, (numerator, denominator)]))
    value = str(Decimal(100 * numerator) / denominator)
    return a_figure(value, unit, period=period, parts=parts, revision=revision)


EVENTS = st.lists((counts() | percents()).map(submitted), min_size=1, max_size=14)


def told(events: Sequence[MetricSubmitted], batch: int) -> list[Event]:
    desk = Desk(in_memory(), CATALOGUE)
    for start in range(0, len(events), batch):
        desk.judge(events[start : start + batch])
    return desk.announced


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_order_repetition_and_batching_ends_in_the_same_evaluations_and_places(data: st.DataObject) -> None:
    events = data.draw(EVENTS)
    shuffled = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=5))))
    batch = data.draw(st.integers(1, 6))

    one, other = told(events, len(events)), told(shuffled, batch)

    assert final_evaluations(one) == final_evaluations(other)
    assert final_rankings(one) == final_rankings(other)


@settings(max_examples=100, deadline=None)
@given(EVENTS, st.integers(1, 4))
def test_who_is_behind_by_the_flips_is_who_is_behind_by_the_latest_evaluations(
    events: list[MetricSubmitted], batch: int
) -> None:
    announced = told(events, batch)

    by_flips: dict[tuple[SeriesKey, str], str | None] = {}
    for event in announced:
        if isinstance(event, ComplianceChanged):
            by_flips[event.data.evaluation.series, event.data.programme] = event.data.current
    found = sorted(final_evaluations(announced).values(), key=lambda new: new.period)
    latest = {new.series: new for new in found}
    by_evaluations = {
        (series, verdict.programme)
        for series, new in latest.items()
        for verdict in new.verdicts
        if verdict.verdict == "not_met"
    }
    assert {key for key, current in by_flips.items() if current == "not_met"} == by_evaluations


@settings(max_examples=100, deadline=None)
@given(EVENTS, st.integers(1, 4))
def test_the_numbers_of_a_series_are_one_two_three_and_no_event_is_told_twice(
    events: list[MetricSubmitted], batch: int
) -> None:
    announced = told(events + events, batch)

    numbers: dict[SeriesKey, list[int]] = {}
    for evaluation in evaluations_of(announced):
        numbers.setdefault(evaluation.series, []).append(evaluation.sequence)
    assert all(sequence == list(range(1, len(sequence) + 1)) for sequence in numbers.values())
    assert len({event.id for event in announced}) == len(announced)
