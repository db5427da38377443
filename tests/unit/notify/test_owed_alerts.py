"""Figures that did not come in time are alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notify.desk import Circumstances
from services.notify.domain.alert import Alert, AlertKey, AlertState, Kind
from services.notify.domain.reason import Reason
from services.notify.handlers import follow_doubts, follow_tasks
from services.notify.rebuilding import Rebuilt
from services.notify.reliving import Reliving
from services.notify.watching import watch
from shared.facts import Doubts, Evaluation, TaskState
from shared.figures import Status
from tests.notify_examples import evaluation
from tests.notify_memory import Memory
from tests.unit.notify.owed_examples import (
    DUE,
    WITH_OWNER,
    come,
    doubted,
    hear,
    missing,
    of,
    owing,
    task,
)


def test_a_figure_that_did_not_come_by_its_day_is_an_alert_since_the_day_after() -> None:
    store = Memory()

    hear(store, missing())

    alert = of(store, Kind.MISSING)
    assert (alert.state, alert.since, alert.evaluation.due) == (AlertState.OPEN, date(2022, 6, 16), DUE)


def test_it_ends_when_the_figure_comes_however_late() -> None:
    store = Memory()
    hear(store, missing())

    hear(store, come())

    alert = of(store, Kind.MISSING)
    assert (alert.reason, alert.evaluation.timeliness) == (Reason.CLOSED_RECEIVED, "late")


def test_the_news_of_a_missing_figure_that_comes_after_the_figure_opens_nothing() -> None:
    store = Memory()

    hear(store, come())
    hear(store, missing())

    assert store.alerts == {}


def test_a_later_period_that_has_come_ends_what_nobody_waits_for_any_more() -> None:
    store = Memory()
    hear(store, missing())

    hear(store, come(3, "2022-06", due=date(2022, 7, 15)))

    assert of(store, Kind.MISSING).reason is Reason.CLOSED_OVERTAKEN


def test_a_figure_that_turns_out_not_to_be_owed_ends_it() -> None:
    store = Memory()
    hear(store, missing())

    hear(store, evaluation(2, None, "2022-05", status=Status.NOT_APPLICABLE))

    assert of(store, Kind.MISSING).reason is Reason.CLOSED_NOT_OWED


def test_a_figure_of_which_no_duty_speaks_is_not_followed() -> None:
    store = Memory()

    hear(store, evaluation(1, "90"))

    assert (store.owes, store.alerts) == ({}, {})


@given(st.data())
def test_any_order_and_repetition_of_what_came_ends_in_the_same_missing_alert(data: st.DataObject) -> None:
    sent = data.draw(st.lists(st.booleans(), min_size=1, max_size=5))
    news = []
    for number, has_come in enumerate(sent):
        period, due = f"2022-{number + 1:02d}", DUE + timedelta(days=30 * number)
        news.append(missing(2 * number + 1, period, due=due))
        news += [come(2 * number + 2, period, due=due)] if has_come else []
    shuffled = data.draw(st.permutations(news + data.draw(st.lists(st.sampled_from(news), max_size=5))))
    ordered, disordered = Memory(), Memory()

    hear(ordered, *news)
    for each in shuffled:
        hear(disordered, each)

    expected = [] if sent[-1] else [news[-1]]
    assert [alert.evaluation for alert in ordered.open.values()] == expected
    assert [(a.evaluation, a.since) for a in disordered.open.values()] == [
        (e, e.due + timedelta(days=1)) for e in expected
    ]


def test_what_is_about_nobody_the_catalogue_knows_is_followed_like_anything_else() -> None:
    store = Memory()

    hear(store, missing(unit="nowhere"), evaluation(1, "70", unit="nowhere", indicator="nothing"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["nowhere"])

    assert [alert.speaks for alert in store.open.values()] == [True]


def test_lost_alerts_of_every_kind_follow_from_what_scoring_holds() -> None:
    store, figures = Memory(), [missing(), missing(unit="chon-thanh")]
    around = replace(WITH_OWNER, catalogue=owing(doubt_days=2, grace={"task": 1}))
    overdue, doubts = task(2, "overdue", date(2022, 6, 16)), doubted(1, "error")
    hear(store, *figures, around=around)
    follow_tasks([overdue], store, around)
    follow_doubts([doubts], store, around)
    lived = {key: replace(alert, trace=None) for key, alert in store.alerts.items()}

    again = relive({}, figures, overdue.data, doubts.data, around)

    assert {alert.key: alert for alert in again.opened} == lived
    assert {each.series: each for each in again.owed} == store.owes
    assert relive(lived, figures, overdue.data, doubts.data, around).changed == []


def relive(
    known: dict[AlertKey, Alert], figures: list[Evaluation], owed: TaskState, doubts: Doubts, around: Circumstances
) -> Rebuilt:
    found = Rebuilt()
    reliving = Reliving(known, found, around)
    reliving.figures(figures, {})
    reliving.tasks([owed])
    reliving.doubts([doubts])
    return found
