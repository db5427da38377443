"""What keeps an open alert from being told, and that it never disappears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.acknowledging import acknowledge_unit
from services.notify.desk import Circumstances
from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.gathering import Patience
from services.notify.domain.silence import Silence, silenced
from services.notify.handlers import follow_figures, follow_turns
from services.notify.silencing import end_silence, make_silence
from services.notify.watching import watch
from shared.catalogue.alert_policy import AlertPolicy
from shared.errors import Refused
from shared.events import ComplianceChanged, ComplianceEvaluated
from tests.notify_examples import DOSSIERS, NOW, changed, evaluated, evaluation, province
from tests.notify_memory import Memory

TODAY, LAST = date(2022, 6, 17), date(2022, 6, 24)
PATIENCE = Patience.of_seconds(30, 300)
AROUND = Circumstances(province(), PATIENCE, NOW)
AFTER = replace(AROUND, now=NOW + timedelta(days=8))
UNITS = ["chon-thanh", "so-noi-vu"]


def quiet(**more: Any) -> Silence:
    facts: dict[str, Any] = {"unit": "so-noi-vu", "until": LAST, "document": "12/UBND-VX", "author": "Lan"}
    said: dict[str, Any] = {"id": "", "since": TODAY, "reason": "nâng cấp", "made_at": NOW}
    return Silence(**(said | facts | more))


def behind(*units: str, around: Circumstances = AROUND) -> Memory:
    store = Memory()
    for unit in units or ("so-noi-vu",):
        follow_turns([changed(evaluation(1, unit=unit))], store, around)
    return store


def the(store: Memory, unit: str = "so-noi-vu") -> Alert:
    (alert,) = [alert for alert in store.alerts.values() if alert.unit == unit]
    return alert


def test_a_silence_mutes_what_it_is_about_and_says_by_which_document() -> None:
    store = behind(*UNITS)

    made = make_silence(quiet(), store, AROUND)

    muted = the(store)
    assert (muted.state, muted.speaks) == (AlertState.OPEN, False)
    assert muted.mute is not None
    assert (muted.mute.by, muted.mute.ref) == ("silence", made.id)
    assert "12/UBND-VX" in store.steps[-1].note
    assert the(store, "chon-thanh").speaks


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        ({}, True),
        ({"unit": "chon-thanh"}, False),
        ({"unit": None, "indicator": DOSSIERS}, True),
        ({"indicator": "overdue-dossiers"}, False),
        ({"period": "2022-06"}, True),
        ({"period": "2022-07"}, False),
    ],
)
def test_a_silence_is_of_a_unit_an_indicator_a_period(scope: dict[str, Any], *, covered: bool) -> None:
    assert quiet(**scope).covers(the(behind())) == covered


def test_what_is_muted_speaks_again_after_the_last_day() -> None:
    store = behind()
    make_silence(quiet(), store, AROUND)
    store.gathering.clear()

    assert watch(store, replace(AROUND, now=NOW + timedelta(days=7)), UNITS) == []
    watch(store, AFTER, UNITS)

    assert the(store).speaks
    assert (set(store.gathering), store.reasons) == ({"so-noi-vu"}, ["opened", "muted", "unmuted"])


def test_ending_it_early_lets_the_alert_speak_and_keeps_the_silence_on_record() -> None:
    store = behind()
    made = make_silence(quiet(), store, AROUND)

    ended = end_silence(made.id, "Minh", store, AROUND)
    again = end_silence(made.id, "Hoa", store, AROUND)

    assert the(store).speaks
    assert again == ended == store.find_silence(made.id)
    assert (ended.ended_by, ended.until) == ("Minh", LAST)


def test_the_same_silence_twice_is_one() -> None:
    store = behind()

    assert make_silence(quiet(), store, AROUND) == make_silence(quiet(), store, AROUND)
    assert (len(store.silences), store.reasons) == (1, ["opened", "muted"])


def test_recovering_under_a_silence_is_recovering() -> None:
    store = behind()
    make_silence(quiet(), store, AROUND)

    follow_figures([evaluated(evaluation(2, "85"))], store, AROUND)
    watch(store, AFTER, UNITS)

    assert (the(store).state, the(store).mute) == (AlertState.CLOSED, None)
    assert store.reasons == ["opened", "muted", "closed_recovered"]


def test_of_several_silences_the_longest_is_named() -> None:
    short, long = quiet(id="b", until=TODAY), quiet(id="a")

    assert silenced(the(behind()), [long, short], TODAY) == long


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit": None}, "unit"),
        ({"unit": "nowhere"}, "unit"),
        ({"indicator": "nothing"}, "indicator"),
        ({"period": "2022-13"}, "period"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": TODAY + timedelta(days=400)}, "until"),
        ({"document": " "}, "document"),
        ({"author": "x" * 201}, "author"),
        ({"reason": "x" * 2001}, "reason"),
    ],
)
def test_what_is_no_silence_is_refused_by_its_field(wrong: dict[str, Any], field: str) -> None:
    store = behind()

    with pytest.raises(Refused, match=f"^{field}: "):
        make_silence(quiet(**wrong), store, AROUND)

    assert (store.silences, the(store).speaks) == ([], True)


def test_ending_what_is_no_silence_is_refused() -> None:
    with pytest.raises(Refused, match="no silence nowhere"):
        end_silence("nowhere", "Lan", Memory(), AROUND)


def family(*muting: str) -> Circumstances:
    """The office is below Chơn Thành, and the policy says on what a parent mutes."""
    plain = province()
    units = {
        name: replace(unit, parent="chon-thanh" if name == "so-noi-vu" else None) for name, unit in plain.units.items()
    }
    policy = AlertPolicy(parents_mute=frozenset(muting))
    return Circumstances(replace(plain, units=units, alert_policy=policy), PATIENCE, NOW)


def test_a_parents_alert_mutes_its_children_where_the_policy_says_so() -> None:
    store = behind(*UNITS, around=family(DOSSIERS))

    watch(store, family(DOSSIERS), UNITS)

    assert not the(store).speaks
    assert the(store, "chon-thanh").speaks


def test_elsewhere_the_children_speak_for_themselves() -> None:
    store = behind(*UNITS, around=family("overdue-dossiers"))

    watch(store, family("overdue-dossiers"), UNITS)

    assert the(store).speaks


def test_when_the_parent_recovers_the_children_speak() -> None:
    store = behind(*UNITS, around=family(DOSSIERS))
    watch(store, family(DOSSIERS), UNITS)

    follow_figures([evaluated(evaluation(2, "85", unit="chon-thanh"))], store, family(DOSSIERS))
    watch(store, family(DOSSIERS), UNITS)

    assert the(store).speaks


@given(st.data())
def test_no_grace_answer_or_silence_changes_which_units_are_behind(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.sampled_from(["70", "90"]), min_size=1, max_size=5))
    figures = [evaluation(n + 1, value, period=f"2022-{n + 1:02d}") for n, value in enumerate(values)]
    flips = [f for f, value, before in zip(figures, values, ["90", *values], strict=False) if value != before]
    news: list[Any] = [*map(evaluated, figures), *map(changed, flips), "answer", "silence", "watch"]
    order = data.draw(st.permutations(news + data.draw(st.lists(st.sampled_from(news), max_size=4))))
    policy = AlertPolicy(grace={"target": data.draw(st.integers(0, 3))})
    around = replace(AROUND, catalogue=replace(province(), alert_policy=policy))
    store = Memory()

    for each in order:
        happen(each, store, around)
    watch(store, replace(around, now=NOW + timedelta(days=30)), UNITS)

    open_now = list(store.open.values())
    assert [alert.evaluation for alert in open_now] == ([figures[-1]] if values[-1] == "70" else [])
    assert all(alert.speaks and alert.opened_at for alert in open_now)


@given(st.data())
def test_an_answer_and_a_silence_hold_wherever_they_fall_among_news_that_never_recovers(data: st.DataObject) -> None:
    figures = [evaluation(n + 1, value, period=f"2022-{n + 1:02d}") for n, value in enumerate(["70", "71", "72"])]
    news: list[Any] = [*map(evaluated, figures), "answer", "silence"]
    order = data.draw(st.permutations(news + data.draw(st.lists(st.sampled_from(news), max_size=4))))
    store = behind()

    for each in order:
        happen(each, store, AROUND)
    watch(store, AROUND, UNITS)

    alert = the(store)
    assert (alert.state, alert.speaks) == (AlertState.ACKNOWLEDGED, False)
    assert [len([r for r in store.reasons if r == once]) for once in ("opened", "acknowledged", "muted")] == [1, 1, 1]


def happen(what: ComplianceChanged | ComplianceEvaluated | str, store: Memory, around: Circumstances) -> None:
    if isinstance(what, ComplianceChanged):
        follow_turns([what], store, around)
    elif isinstance(what, ComplianceEvaluated):
        follow_figures([what], store, around)
    elif what == "answer":
        acknowledge_unit("so-noi-vu", Acknowledgement("Lan", around.now, "rà soát"), store, around)
    elif what == "silence":
        make_silence(quiet(), store, around)
    else:
        watch(store, around, UNITS)
