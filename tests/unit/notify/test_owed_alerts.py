"""Alerts about what is owed: missing figures, overdue tasks, unanswered doubts, silent sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.notify.desk import Circumstances
from services.notify.domain.alert import Alert, AlertKey, AlertState, Kind
from services.notify.domain.gathering import Patience
from services.notify.domain.reason import Reason
from services.notify.handlers import follow_doubts, follow_figures, follow_tasks
from services.notify.rebuilding import Rebuilt
from services.notify.reliving import Reliving
from services.notify.watching import watch
from shared.catalogue import Catalogue
from shared.catalogue.alert_policy import AlertPolicy
from shared.events import ComplianceEvaluated, FigureDoubted, TaskChanged
from shared.facts import Confirmation, Doubt, Doubts, Evaluation, TaskState
from shared.figures import Status
from tests.notify_examples import DOSSIERS, NOW, evaluated, evaluation, province
from tests.notify_memory import Memory

PATIENCE = Patience.of_seconds(30, 300)
DUE = date(2022, 6, 15)
PORTAL = "Cổng dịch vụ công tỉnh"


def owing(**policy: Any) -> Catalogue:
    """The province with a source that the office answers for, and what the policy says."""
    plain = province()
    indicators = {name: replace(each, source_system=PORTAL) for name, each in plain.indicators.items()}
    stated: dict[str, Any] = {"sources": {PORTAL: "chon-thanh"}}
    return replace(plain, indicators=indicators, alert_policy=AlertPolicy(**(stated | policy)))


AROUND = Circumstances(owing(sources={}), PATIENCE, NOW)
WITH_OWNER = replace(AROUND, catalogue=owing())


def missing(sequence: int = 1, period: str = "2022-05", unit: str = "so-noi-vu", due: date = DUE) -> Any:
    return evaluation(sequence, None, period, status=Status.MISSING, due=due, unit=unit)


def come(sequence: int = 2, period: str = "2022-05", unit: str = "so-noi-vu", due: date = DUE) -> Any:
    return evaluation(sequence, "90", period, due=due, timeliness="late", unit=unit)


def hear(store: Memory, *found: Any, around: Circumstances = AROUND) -> None:
    follow_figures([evaluated(each) for each in found], store, around)


def of(store: Memory, kind: Kind) -> Alert:
    (alert,) = [alert for alert in store.alerts.values() if alert.kind is kind]
    return alert


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


def task(sequence: int, state: Any, due: date | None = DUE) -> TaskChanged:
    fact = TaskState(
        task="ii-1-2", unit="so-noi-vu", title="Báo cáo", legal_basis="KH 1", stage="report", due=due, state=state,
        done_on=DUE if state == "done" else None, sequence=sequence,
    )  # fmt: skip
    return TaskChanged.of("/nhipso/scoring", fact, time=NOW)


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


def doubted(sequence: int, *severities: Any, confirmed: bool = False, revision: int = 1) -> FigureDoubted:
    word = Confirmation(by="Văn phòng", on=DUE, note="đúng") if confirmed else None
    doubts = tuple(Doubt(rule="above_100", severity=severity) for severity in severities)
    fact = Doubts(
        unit="so-noi-vu", indicator=DOSSIERS, period="2022-06", revision=revision, value=None, sequence=sequence,
        doubts=doubts, confirmation=word,
    )  # fmt: skip
    return FigureDoubted.of("/nhipso/scoring", fact, time=NOW)


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


def silent(store: Memory) -> list[Alert]:
    return [alert for alert in store.alerts.values() if alert.kind is Kind.SILENT_SOURCE and alert.stands]


def test_a_source_that_sent_nothing_is_one_alert_and_its_units_are_not_told() -> None:
    store = Memory()

    hear(store, missing(), missing(unit="chon-thanh"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["chon-thanh", "so-noi-vu"])

    (source,) = silent(store)
    assert (source.unit, source.key.series.dimension) == ("chon-thanh", PORTAL)
    assert [alert.kind for alert in store.open.values() if alert.speaks] == [Kind.SILENT_SOURCE]
    assert {alert.mute.ref for alert in store.open.values() if alert.mute} == {source.id}


def test_one_figure_of_it_ends_that_and_the_units_that_are_still_missing_speak() -> None:
    store = Memory()
    hear(store, missing(), missing(unit="chon-thanh"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["chon-thanh", "so-noi-vu"])

    hear(store, come(unit="chon-thanh"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["chon-thanh", "so-noi-vu"])

    assert silent(store) == []
    assert [alert.unit for alert in store.open.values() if alert.speaks] == ["so-noi-vu"]
    assert store.reasons[-1] == "unmuted"


def test_a_single_unit_that_sent_nothing_is_told_itself() -> None:
    store = Memory()

    hear(store, missing(), around=WITH_OWNER)

    assert silent(store) == []


@given(st.permutations([0, 1, 2, 3]), st.booleans())
def test_whether_a_source_is_silent_does_not_depend_on_the_order(order: list[int], sent: bool) -> None:  # noqa: FBT001
    units = ("so-noi-vu", "chon-thanh")
    last: ComplianceEvaluated = evaluated(come(4, unit=units[1]) if sent else missing(4, unit=units[1]))
    news = [*(evaluated(missing(unit=unit)) for unit in units), evaluated(missing(3, unit=units[0])), last]
    store = Memory()

    for place in order:
        follow_figures([news[place]], store, WITH_OWNER)

    assert bool(silent(store)) != sent


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
