"""From pending to closed: grace, answers, promises and escalation, each step with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.notify.acknowledging import acknowledge, acknowledge_unit
from services.notify.desk import Circumstances
from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.gathering import Patience
from services.notify.domain.passing import escalate
from services.notify.domain.reason import Reason
from services.notify.handlers import follow_figures, follow_turns
from services.notify.watching import watch
from shared.catalogue.alert_policy import AlertPolicy
from shared.errors import Refused
from shared.events import AlertAcknowledged, AlertClosed, AlertOpened
from tests.notify_examples import NOW, changed, evaluated, evaluation, province
from tests.notify_memory import Memory

PATIENCE = Patience.of_seconds(30, 300)
UNIT = "so-noi-vu"
#: a Friday; the working day after it is Monday the 20th
FRIDAY, MONDAY = NOW, datetime(2022, 6, 19, 17, tzinfo=UTC)


def around(now: datetime = NOW, **policy: Any) -> Circumstances:
    return Circumstances(replace(province(), alert_policy=AlertPolicy(**policy)), PATIENCE, now)


def graced(now: datetime = NOW) -> Circumstances:
    return around(now, grace={"target": 1})


def fallen(at: Circumstances) -> Memory:
    store = Memory()
    follow_turns([changed(evaluation(1))], store, at)
    return store


def only(store: Memory) -> Alert:
    (alert,) = store.alerts.values()
    return alert


def answer(plan: str = "rà soát", promised_on: date | None = None, at: datetime = NOW) -> Acknowledgement:
    return Acknowledgement("Văn phòng", at, plan, promised_on)


def test_an_alert_waits_for_its_grace_and_nobody_hears_of_it() -> None:
    store = fallen(graced())

    assert (only(store).state, only(store).speaks_on) == (AlertState.PENDING, date(2022, 6, 20))
    assert (store.gathering, store.announced, store.reasons) == ({}, [], ["pending"])


def test_it_opens_on_the_first_moment_of_the_day_its_grace_has_passed() -> None:
    store = fallen(graced())

    assert watch(store, graced(MONDAY - timedelta(seconds=1)), [UNIT]) == []
    (decision,) = watch(store, graced(MONDAY), [UNIT])

    assert (decision.reason, only(store).opened_at) == (Reason.OPENED, MONDAY)
    assert [type(event) for event in store.announced] == [AlertOpened]
    assert set(store.gathering) == {UNIT}


def test_whoever_recovers_within_the_grace_never_hears_of_it() -> None:
    store = fallen(graced())

    follow_figures([evaluated(evaluation(2, "85"))], store, graced())

    assert (store.gathering, store.announced) == ({}, [])
    assert (only(store).state, store.reasons) == (AlertState.CLOSED, ["pending", "closed_recovered"])


def test_news_that_comes_after_its_grace_opens_at_once() -> None:
    store = fallen(graced(MONDAY + timedelta(days=9)))

    assert only(store).state is AlertState.OPEN
    assert store.reasons == ["opened"]


def test_an_answer_with_a_plan_and_a_day_is_kept_and_announced() -> None:
    store = fallen(around())

    answered = acknowledge([only(store).id], answer(promised_on=date(2022, 6, 30)), store, around())

    assert len(answered.taken) == 1
    assert (only(store).state, only(store).acknowledgement) == (
        AlertState.ACKNOWLEDGED,
        answer(promised_on=date(2022, 6, 30)),
    )
    last = store.announced[-1]
    assert isinstance(last, AlertAcknowledged)
    assert (last.data.plan, last.data.promised_on) == ("rà soát", date(2022, 6, 30))
    assert (store.steps[-1].by, store.steps[-1].note) == ("Văn phòng", "rà soát [2022-06-30]")


def test_the_same_answer_twice_changes_nothing() -> None:
    store = fallen(around())
    acknowledge_unit(UNIT, answer(), store, around())
    alert, steps = only(store), len(store.steps)

    answered = acknowledge_unit(UNIT, answer(at=NOW + timedelta(hours=1)), store, around())

    assert (only(store), len(store.steps), len(answered.known)) == (alert, steps, 1)


@pytest.mark.parametrize(("hours", "plan"), [(1, "another"), (-1, "rà soát")])
def test_a_later_answer_replaces_an_earlier_one_in_whatever_order_they_come(hours: int, plan: str) -> None:
    store = fallen(around())
    acknowledge_unit(UNIT, answer(), store, around())

    acknowledge_unit(UNIT, answer("another", at=NOW + timedelta(hours=hours)), store, around())

    given = only(store).acknowledgement
    assert given is not None
    assert given.plan == plan


def test_a_promise_that_passes_opens_the_alert_again() -> None:
    store = fallen(around())
    acknowledge_unit(UNIT, answer(promised_on=date(2022, 6, 19)), store, around())
    store.gathering.clear()

    assert watch(store, around(MONDAY - timedelta(seconds=1)), [UNIT]) == []
    watch(store, around(MONDAY), [UNIT])

    assert (only(store).state, only(store).reason) == (AlertState.OPEN, Reason.PROMISE_PASSED)
    assert set(store.gathering) == {UNIT}


def test_a_promise_that_is_kept_closes_with_its_answer_in_the_record() -> None:
    store = fallen(around())
    acknowledge_unit(UNIT, answer(promised_on=date(2022, 6, 19)), store, around())

    follow_figures([evaluated(evaluation(2, "85"))], store, around())

    assert isinstance(store.announced[-1], AlertClosed)
    assert store.announced[-1].data.acknowledged_by == "Văn phòng"
    assert store.reasons == ["opened", "acknowledged", "closed_recovered"]


def test_falling_behind_again_needs_another_answer() -> None:
    store = fallen(around())
    acknowledge_unit(UNIT, answer(), store, around())
    follow_turns([changed(evaluation(2, "85", "2022-07")), changed(evaluation(3, "70", "2022-08"))], store, around())

    assert (only(store).state, only(store).acknowledgement) == (AlertState.OPEN, None)


def test_what_is_closed_pending_or_unknown_cannot_be_answered() -> None:
    store = fallen(graced())

    answered = acknowledge([only(store).id, "nowhere"], answer(), store, graced())

    assert answered.not_open == [only(store).id, "nowhere"]
    assert only(store).state is AlertState.PENDING


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Acknowledgement("  ", NOW), "by"),
        (Acknowledgement("x" * 201, NOW), "by"),
        (answer("x" * 2001), "plan"),
        (answer(promised_on=date(2022, 6, 16)), "promised_on"),
        (answer(promised_on=date(2024, 1, 1)), "promised_on"),
    ],
)
def test_what_is_no_answer_is_refused_by_its_field(given: Acknowledgement, field: str) -> None:
    with pytest.raises(Refused, match=field):
        acknowledge_unit(UNIT, given, fallen(around()), around())


def test_a_superior_is_told_once_a_level_and_never_of_what_is_answered() -> None:
    store = fallen(around())
    first = escalate(only(store), 1, NOW)

    assert (first.state, escalate(first, 1, NOW)) == (AlertState.ESCALATED, first)
    assert escalate(first, 2, NOW).escalation != first.escalation
    acknowledge_unit(UNIT, answer(), store, around())
    assert escalate(only(store), 1, NOW) is only(store)


def test_an_escalated_alert_can_still_be_answered_and_recovers() -> None:
    store = fallen(around())
    store.save([escalate(only(store), 1, NOW)], NOW)

    acknowledge_unit(UNIT, answer(), store, around())
    follow_figures([evaluated(evaluation(2, "85"))], store, around())

    assert store.reasons == ["opened", "acknowledged", "closed_recovered"]


def test_a_correction_withdraws_an_alert_with_a_word_only_to_who_was_told() -> None:
    told, untold = fallen(around()), fallen(graced())
    told.gathering.clear()
    corrected = evaluation(2, "85", revision=2)

    follow_turns([changed(corrected, "corrected")], told, around())
    follow_turns([changed(corrected, "corrected")], untold, graced())

    assert (only(told).reason, set(told.gathering)) == (Reason.CLOSED_CORRECTED, {UNIT})
    assert (only(untold).reason, set(untold.gathering)) == (Reason.CLOSED_CORRECTED, set())


def test_a_total_that_was_withdrawn_withdraws_its_alert() -> None:
    store = fallen(around())

    follow_figures([evaluated(evaluation(2, None, verdicts=(), counted=0, expected=3, how="sum"))], store, around())

    assert only(store).reason is Reason.CLOSED_WITHDRAWN
