"""Doubts come up, change and end with the figures they rest on, in whatever order these come; nothing else moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from services.scoring.confirming import confirm_figure
from shared.catalogue import Catalogue, Relation, Side, Term
from shared.events import FigureDoubted, MetricSubmitted
from shared.facts import Confirmation, Doubts, Figure
from shared.figures import FigureKey
from tests.unit.scoring.desk import Desk, Transactions, in_memory
from tests.unit.scoring.factories import (
    DOSSIERS,
    INDICATORS,
    NOW,
    PROVINCE,
    SERVICES,
    TAX,
    USERS,
    a_catalogue,
    a_figure,
    a_target,
    submitted,
)
from tests.unit.scoring.memory_doubts import final_doubts
from tests.unit.scoring.memory_store import final_evaluations, final_rankings

RELATIONS = (
    Relation("late-within", Side((Term("late"),)), "<=", Side((Term(USERS),)), "error", "vi", "en"),
    Relation("users-within", Side((Term(USERS),)), "<=", Side((Term(TAX),)), "warning", "vi", "en"),
)
GROWING = tuple(
    replace(indicator, cumulative={"": "always"}) if indicator.id == USERS else indicator for indicator in INDICATORS
)
CATALOGUE = replace(a_catalogue(a_target(), indicators=GROWING), relations={one.id: one for one in RELATIONS})
KEY = FigureKey("north", USERS, "", "2022-06")
WORD = Confirmation(by="Văn phòng", on=date(2023, 3, 20), note="đã đối chiếu")


def a_desk(transactions: Transactions | None = None, catalogue: Catalogue = CATALOGUE) -> Desk:
    return Desk(transactions or in_memory(), catalogue)


def users(value: str, unit: str = "north", period: str = "2022-06", revision: int = 1) -> Figure:
    return a_figure(value, unit, indicator=USERS, period=period, revision=revision)


def rules(doubts: dict[FigureKey, Doubts]) -> dict[str, list[str]]:
    return {f"{key.unit} {key.indicator}": [one.rule for one in told.doubts] for key, told in doubts.items()}


def test_a_total_that_its_units_exceed_is_doubted_and_judged_all_the_same() -> None:
    desk = a_desk()

    desk.submit(users("5"), users("6", "south"), users("9", PROVINCE))

    assert rules(final_doubts(desk.announced)) == {f"{PROVINCE} {USERS}": ["units_differ_from_total"]}
    total = final_evaluations(desk.announced)[FigureKey(PROVINCE, USERS, "", "2022-06")]
    assert (total.value, total.how) == (Decimal(11), "sum")


def test_a_correction_ends_the_doubt_and_says_so() -> None:
    desk = a_desk()
    desk.submit(users("5"), users("6", "south"), users("9", PROVINCE))

    told = [event.data for event in desk.submit(users("3", "south", revision=2)) if isinstance(event, FigureDoubted)]

    assert [(doubts.unit, doubts.doubts, doubts.sequence) for doubts in told] == [(PROVINCE, (), 2)]


def test_a_late_earlier_figure_brings_the_next_one_into_doubt() -> None:
    desk = a_desk()
    desk.submit(users("100", period="2022-12"))

    desk.submit(users("150", period="2022-06"))

    assert rules(final_doubts(desk.announced)) == {f"north {USERS}": ["cumulative_fell"]}


def test_the_same_event_twice_and_a_figure_nobody_doubts_say_nothing() -> None:
    desk, event = a_desk(), submitted(users("5"))

    desk.judge([event])
    desk.judge([event])

    assert not [event for event in desk.announced if isinstance(event, FigureDoubted)]


def test_doubts_change_no_evaluation_and_no_place() -> None:
    figures = [users(value, unit) for value, unit in (("5", "north"), ("6", "south"), ("9", PROVINCE))]
    figures.append(a_figure("120", "north", indicator=SERVICES))
    quiet = [replace(indicator, checks_off=("above_100", "units_differ_from_total")) for indicator in GROWING]
    doubting, silent = a_desk(), a_desk(catalogue=replace(CATALOGUE, indicators={one.id: one for one in quiet}))

    doubting.submit(*figures)
    silent.submit(*figures)

    assert final_doubts(doubting.announced)
    assert not final_doubts(silent.announced)
    assert final_evaluations(doubting.announced) == final_evaluations(silent.announced)
    assert final_rankings(doubting.announced) == final_rankings(silent.announced)


def test_a_word_for_a_figure_holds_while_its_value_does() -> None:
    transactions = in_memory()
    desk = a_desk(transactions)
    desk.submit(a_figure("7", "north", indicator="late"), users("5"))

    with transactions() as store:
        confirm_figure(FigureKey("north", "late", "", "2022-06"), WORD, store, CATALOGUE, NOW)
        confirmed = final_doubts(store.announced)
    desk.submit(a_figure("7", "north", indicator="late", revision=2))
    kept = final_doubts(desk.announced)
    desk.submit(a_figure("8", "north", indicator="late", revision=3))
    changed = final_doubts(desk.announced)

    key = FigureKey("north", "late", "", "2022-06")
    assert (confirmed[key].confirmation, kept[key].confirmation, changed[key].confirmation) == (WORD, WORD, None)


def test_nobody_can_answer_for_what_is_not_doubted() -> None:
    transactions = in_memory()
    a_desk(transactions).submit(users("5"))

    with transactions() as store:
        assert confirm_figure(KEY, WORD, store, CATALOGUE, NOW) is None


UNITS = st.sampled_from(["north", "south", "east", "west", "nowhere", PROVINCE])
NUMBERS = st.sampled_from(["0", "0.5", "1", "2", "9", "100", "120", "5000", "5000000"])
SERIES = st.sampled_from(
    [
        (USERS, {}),
        ("late", {}),
        (TAX, {}),
        (SERVICES, {}),
        *((DOSSIERS, {"status": word}) for word in ("done", "total")),
    ]
)


@st.composite
def events(draw: st.DrawFn) -> MetricSubmitted:
    indicator, dimension = draw(SERIES)
    parts = draw(st.sampled_from([None, None, (1, 2), (3, 2)])) if indicator == SERVICES else None
    figure = a_figure(
        draw(NUMBERS),
        draw(UNITS),
        indicator=indicator,
        dimension=dimension,
        period=draw(st.sampled_from(["2022-06", "2022-12", "2023-02"])),
        revision=draw(st.integers(1, 2)),
        parts=parts,
    )
    return submitted(figure)


def in_the_end(told: Sequence[MetricSubmitted], batch: int) -> dict[FigureKey, Doubts]:
    desk = a_desk()
    for start in range(0, len(told), batch):
        desk.judge(told[start : start + batch])
    return final_doubts(desk.announced)


@settings(max_examples=120, deadline=None)
@given(st.lists(events(), min_size=1, max_size=25), st.randoms(use_true_random=False), st.integers(1, 7))
def test_any_order_repetition_and_batching_ends_in_the_same_doubts(
    given_events: list[MetricSubmitted], random: Random, batch: int
) -> None:
    shuffled = [*given_events, *given_events]
    random.shuffle(shuffled)

    assert in_the_end(shuffled, batch) == in_the_end(given_events, len(given_events))
