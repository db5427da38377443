"""A series that is behind recovers by a margin: figures around the threshold do not make alerts flap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalogue.target import Comparator
from shared.events import ComplianceChanged, Event, MetricSubmitted
from shared.figures import FigureKey
from tests.unit.scoring.desk import Desk, in_memory
from tests.unit.scoring.factories import SERVICES, a_catalogue, a_figure, a_target, submitted
from tests.unit.scoring.memory_store import final_evaluations, flips_of

PERIODS = [f"2022-{month:02d}" for month in range(1, 13)]
MARGIN = Decimal("0.5")
WANDERING = st.decimals("79.51", "80.49", places=2)


def a_month(value: str | Decimal | None, period: str, revision: int = 1) -> MetricSubmitted:
    text = None if value is None else str(value)
    return submitted(a_figure(text, period=period, revision=revision, as_of=date.fromisoformat(f"{period}-16")))


def told(events: Sequence[MetricSubmitted], batch: int = 1, comparator: Comparator = ">=") -> list[Event]:
    catalogue = a_catalogue(a_target("plan", threshold="80", margin=MARGIN, comparator=comparator))
    desk = Desk(in_memory(), catalogue)
    for start in range(0, len(events), batch):
        desk.judge(events[start : start + batch])
    return desk.announced


def reasons(events: Sequence[MetricSubmitted]) -> list[str]:
    return [reason for *_, reason in flips_of(told(events))]


@settings(max_examples=150, deadline=None)
@given(st.lists(WANDERING, min_size=1, max_size=12), st.sampled_from([">=", ">", "<=", "<"]))
def test_figures_that_wander_within_the_margin_turn_once_at_most(values: list[Decimal], comparator: Comparator) -> None:
    months = [a_month(value, period) for value, period in zip(values, PERIODS, strict=False)]

    assert len(flips_of(told(months, comparator=comparator))) <= 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_order_repetition_and_batching_leaves_the_series_where_it_stands(data: st.DataObject) -> None:
    values = st.none() | WANDERING | st.sampled_from([Decimal(70), Decimal(90), Decimal("80.5")])
    figures = st.tuples(values, st.sampled_from(PERIODS[:5]), st.integers(1, 2))
    events = [a_month(*figure) for figure in data.draw(st.lists(figures, min_size=1, max_size=10))]
    shuffled = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=4))))

    one, other = told(events, len(events)), told(shuffled, data.draw(st.integers(1, 4)))

    assert final_evaluations(one) == final_evaluations(other)
    assert behind(one) == behind(other) == stands(one)


def behind(events: Sequence[Event]) -> bool:
    """Whether the last flip heard of leaves the series behind."""
    current = [event.data.current for event in events if isinstance(event, ComplianceChanged)]
    return bool(current) and current[-1] == "not_met"


def stands(events: Sequence[Event]) -> bool:
    """Whether the latest evaluation says that the series is behind."""
    final = final_evaluations(events)
    latest = final[max((key for key in final if key.unit == "north"), key=lambda key: key.period)]
    return any(verdict.standing == "not_met" for verdict in latest.verdicts)


def test_the_verdict_says_what_the_law_says_while_the_series_is_held_behind() -> None:
    announced = told([a_month("79.9", "2022-01"), a_month("80.1", "2022-02")])

    verdict = final_evaluations(announced)[FigureKey("north", SERVICES, "", "2022-02")].verdicts[0]
    assert (verdict.verdict, verdict.held, verdict.standing) == ("met", True, "not_met")
    assert flips_of(announced) == [("north", None, "not_met", "fell_behind")]


def test_exactly_the_margin_is_enough_to_recover() -> None:
    assert reasons([a_month("79.9", "2022-01"), a_month("80.49", "2022-02"), a_month("80.5", "2022-03")]) == [
        "fell_behind",
        "recovered",
    ]


def test_who_was_never_behind_needs_no_margin() -> None:
    assert reasons([a_month("80.1", "2022-01"), a_month("80", "2022-02")]) == []


def test_a_late_figure_that_was_behind_holds_every_month_after_it_that_did_not_clear_the_margin() -> None:
    later = [a_month("80.1", "2022-02"), a_month("80.2", "2022-03"), a_month("80.3", "2022-04")]

    announced = told([*later, a_month("79", "2022-01")])

    assert flips_of(announced) == [("north", "met", "not_met", "fell_behind")]
    of_unit = sorted((key, known) for key, known in final_evaluations(announced).items() if key.unit == "north")
    assert [known.verdicts[0].held for _, known in of_unit] == [False, True, True, True]


def test_correcting_the_month_that_was_behind_lets_the_months_after_it_go() -> None:
    events = [a_month("79", "2022-01"), a_month("80.1", "2022-02"), a_month("80.2", "2022-03")]

    assert reasons([*events, a_month("85", "2022-01", revision=2)]) == ["fell_behind", "recovered"]


def test_a_missed_full_score_leaves_nobody_behind() -> None:
    desk = Desk(in_memory(), a_catalogue(a_target("plan", threshold="80", kind="full_score")))

    announced = desk.judge([a_month("70", "2022-01")])

    verdict = final_evaluations(announced)[FigureKey("north", SERVICES, "", "2022-01")].verdicts[0]
    assert (verdict.verdict, verdict.kind, verdict.standing) == ("not_met", "full_score", None)
    assert flips_of(announced) == []
