"""Overdue tasks and doubts nobody answered are alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.alert import AlertState, Kind
from services.notify.domain.reason import Reason
from services.notify.handlers import follow_doubts, follow_tasks
from services.notify.watching import watch
from tests.notify_examples import NOW
from tests.notify_memory import Memory
from tests.unit.notify.owed_examples import (
    AROUND,
    doubted,
    of,
    owing,
    task,
)


def test_an_overdue_task_is_an_alert_until_it_is_done() -> None:
    store = Memory()

    follow_tasks([task(1, "due_soon"), task(2, "overdue")], store, AROUND)
    assert (of(store, Kind.TASK).state, of(store, Kind.TASK).since) == (AlertState.OPEN, date(2022, 6, 16))

    follow_tasks([task(3, "done")], store, AROUND)
    assert (of(store, Kind.TASK).reason, store.reasons) == (Reason.CLOSED_DONE, ["opened", "closed_done"])


def test_a_task_whose_day_moved_is_withdrawn() -> None:
    store = Memory()
    follow_tasks([task(1, "overdue")], store, AROUND)

    follow_tasks([task(2, "open", date(2022, 12, 1))], store, AROUND)

    assert of(store, Kind.TASK).reason is Reason.CLOSED_RESCHEDULED


ASKING = replace(AROUND, catalogue=owing(doubt_days=2))


def test_a_doubt_is_an_alert_once_nobody_has_answered_for_the_days_of_the_policy() -> None:
    store = Memory()
    follow_doubts([doubted(1, "error")], store, ASKING)
    assert (of(store, Kind.DOUBT).state, of(store, Kind.DOUBT).speaks_on) == (AlertState.PENDING, date(2022, 6, 21))

    watch(store, replace(ASKING, now=NOW + timedelta(days=4)), ["so-noi-vu"])

    assert of(store, Kind.DOUBT).state is AlertState.OPEN


def test_an_answered_a_corrected_and_a_settled_doubt_end_each_with_its_reason() -> None:
    for event, reason in (
        (doubted(2, "error", confirmed=True), Reason.CLOSED_ANSWERED),
        (doubted(2, revision=2), Reason.CLOSED_CORRECTED),
        (doubted(2), Reason.CLOSED_WITHDRAWN),
    ):
        store = Memory()
        follow_doubts([doubted(1, "warning")], store, ASKING)

        follow_doubts([event], store, ASKING)

        assert of(store, Kind.DOUBT).reason is reason


def test_notes_and_what_the_policy_does_not_ask_for_are_no_alerts() -> None:
    noted, unasked = Memory(), Memory()

    follow_doubts([doubted(1, "note")], noted, ASKING)
    follow_doubts([doubted(1, "error")], unasked, AROUND)

    assert (noted.standing_alerts(), unasked.standing_alerts()) == ([], [])
    assert noted.steps == unasked.steps == []


@given(st.permutations([1, 2, 3, 4, 2, 3]), st.sampled_from(["overdue", "done", "open"]))
def test_the_newest_state_of_a_task_decides_in_whatever_order_they_come(order: list[int], last: str) -> None:
    states = {1: "due_soon", 2: "overdue", 3: "done", 4: last}
    store = Memory()

    for number in order:
        follow_tasks([task(number, states[number])], store, AROUND)

    assert of(store, Kind.TASK).is_open == (last == "overdue")


@given(st.permutations([1, 2, 3, 2, 1]), st.booleans())
def test_the_newest_doubts_decide_in_whatever_order_they_come(order: list[int], stands: bool) -> None:  # noqa: FBT001
    news = {1: doubted(1, "error"), 2: doubted(2), 3: doubted(3, *(["error"] if stands else []))}
    store = Memory()

    for number in order:
        follow_doubts([news[number]], store, ASKING)

    assert of(store, Kind.DOUBT).stands == stands
