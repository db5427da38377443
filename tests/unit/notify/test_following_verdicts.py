"""Following the verdicts: what is kept, gathered and announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notify.desk import SOURCE, Circumstances
from services.notify.domain.gathering import Gathering, Patience
from services.notify.domain.reason import Reason
from services.notify.handlers import follow_figures, follow_turns
from shared.events import AlertClosed, AlertOpened, ComplianceChanged, ComplianceEvaluated
from shared.trace import onward
from tests.notify_examples import NOW, TRACE, changed, evaluated, evaluation, province, verdict
from tests.notify_memory import Memory

PATIENCE = Patience.of_seconds(30, 300)


AROUND = Circumstances(province(), PATIENCE, NOW)
LATER = replace(AROUND, now=NOW + timedelta(seconds=9))


def test_a_fallen_verdict_opens_an_alert_gathers_and_announces_it() -> None:
    store = Memory()

    (decision,) = follow_turns([changed(evaluation(1))], store, AROUND)

    assert decision.reason is Reason.OPENED
    assert store.gathering == {"so-noi-vu": Gathering("so-noi-vu", NOW, NOW)}
    (event,) = store.announced
    assert isinstance(event, AlertOpened)
    assert event.subject == "so-noi-vu"
    assert event.traceparent == onward(TRACE, SOURCE)
    assert event.data.reason == "opened"


def test_the_same_event_twice_changes_nothing() -> None:
    store = Memory()
    follow_turns([changed(evaluation(1))], store, AROUND)
    alerts, gathering = dict(store.alerts), dict(store.gathering)

    follow_turns([changed(evaluation(1))] * 2, store, LATER)
    follow_figures([evaluated(evaluation(1))] * 2, store, LATER)

    assert (store.alerts, store.gathering, len(store.announced)) == (alerts, gathering, 1)


def test_one_batch_is_followed_in_its_order() -> None:
    store = Memory()

    follow_turns([changed(evaluation(1)), changed(evaluation(2, "90"))], store, AROUND)

    assert store.open == {}
    assert [type(event) for event in store.announced] == [AlertOpened, AlertClosed]


def test_each_programme_has_its_own_alert() -> None:
    store = Memory()
    both = evaluation(1, verdicts=(verdict("76.9", programme="qd27"), verdict("76.9", programme="kh170")))

    follow_turns([changed(both, programme=programme) for programme in ("qd27", "kh170")], store, AROUND)

    assert {key.programme for key in store.open} == {"qd27", "kh170"}


def test_a_figure_no_longer_judged_by_a_programme_closes_its_alert() -> None:
    store = Memory()
    follow_turns([changed(evaluation(1))], store, AROUND)

    (decision,) = follow_figures([evaluated(evaluation(2, verdicts=()))], store, AROUND)

    assert decision.reason is Reason.CLOSED_TARGET_ENDED
    assert store.open == {}


def test_figures_on_target_leave_no_trace() -> None:
    store = Memory()

    follow_figures([evaluated(evaluation(1, "90"))], store, AROUND)

    assert (store.alerts, store.gathering, store.announced) == ({}, {}, [])


def test_an_identical_refresh_does_not_make_the_message_due_again() -> None:
    store = Memory()
    follow_turns([changed(evaluation(1))], store, AROUND)
    store.gathering.clear()

    follow_figures([evaluated(evaluation(2))], store, AROUND)
    assert store.gathering == {}

    follow_figures([evaluated(evaluation(3, "75"))], store, AROUND)
    assert set(store.gathering) == {"so-noi-vu"}


@given(st.data())
def test_any_interleaving_of_both_queues_ends_in_the_same_open_alerts(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.sampled_from(["70", "90"]), min_size=1, max_size=6))
    figures = [evaluation(n + 1, value, period=f"2022-{n + 1:02d}") for n, value in enumerate(values)]
    flips = [f for f, value, before in zip(figures, values, ["90", *values], strict=False) if value != before]
    news: list[ComplianceChanged | ComplianceEvaluated] = [*map(evaluated, figures), *map(changed, flips)]
    order = data.draw(st.permutations(news + data.draw(st.lists(st.sampled_from(news), max_size=4))))
    store = Memory()

    for event in order:
        if isinstance(event, ComplianceChanged):
            follow_turns([event], store, AROUND)
        else:
            follow_figures([event], store, AROUND)

    assert [alert.evaluation for alert in store.open.values()] == ([figures[-1]] if values[-1] == "70" else [])
