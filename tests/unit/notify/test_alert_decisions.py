"""What news of a verdict does to an alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.decision import Decision, decide_figure, decide_turn
from services.notify.domain.reason import Reason
from shared.facts import Evaluation, VerdictChange
from shared.figures import Status
from tests.notify_examples import evaluation, turn


def opened(found: Evaluation) -> Alert:
    alert = decide_turn(None, turn(found)).alert
    assert alert is not None
    return alert


BEHIND, WORSE, MET = evaluation(1), evaluation(2, "70"), evaluation(2, "85")
OPEN = opened(BEHIND)


@pytest.mark.parametrize(
    ("alert", "news", "reason", "tells"),
    [
        # A unit that falls behind is told.
        (None, BEHIND, Reason.OPENED, True),
        # A unit that was never behind is not.
        (None, MET, Reason.IGNORED_MET, False),
        # The same turn twice changes nothing.
        (OPEN, BEHIND, Reason.IGNORED_OLDER, False),
        # A turn that is older than the one known changes nothing.
        (opened(evaluation(5)), evaluation(4, "85"), Reason.IGNORED_OLDER, False),
        # Whoever recovers is told.
        (OPEN, MET, Reason.CLOSED_RECOVERED, True),
        # Having nothing to count ends an alert.
        (OPEN, evaluation(2, None), Reason.CLOSED_NO_ACTIVITY, True),
    ],
)
def test_a_turn_of_the_verdict(alert: Alert | None, news: Evaluation, reason: Reason, *, tells: bool) -> None:
    why = "no_activity" if news.status is Status.NO_ACTIVITY else "recovered"

    decision = decide_turn(alert, turn(news, why))

    assert (decision.reason, decision.tells) == (reason, tells)


@pytest.mark.parametrize(
    ("why", "reason"),
    [("corrected", Reason.CLOSED_CORRECTED), ("target_ended", Reason.CLOSED_TARGET_ENDED)],
)
def test_a_closed_alert_keeps_the_reason_scoring_gave(why: str, reason: Reason) -> None:
    decision = decide_turn(OPEN, turn(MET, why))

    assert decision.alert is not None
    assert (decision.alert.state, decision.alert.reason) == (AlertState.CLOSED, reason)


@pytest.mark.parametrize(
    ("alert", "news", "reason", "tells"),
    [
        # A figure alone never opens an alert: it may be a late one of the past.
        (None, BEHIND, Reason.NOTED, False),
        (None, MET, Reason.IGNORED_MET, False),
        # A new figure of an open alert is told; the same figure judged again is not.
        (OPEN, WORSE, Reason.REFRESHED, True),
        (OPEN, evaluation(2), Reason.REFRESHED, False),
        # The same figure in a new period is told.
        (OPEN, evaluation(2, period="2022-07"), Reason.REFRESHED, True),
        # A late figure of a past period says nothing about now, whatever its sequence.
        (OPEN, evaluation(9, "10", period="2022-05"), Reason.IGNORED_OLDER, False),
        (OPEN, evaluation(9, "99", period="2022-05"), Reason.IGNORED_OLDER, False),
        (OPEN, BEHIND, Reason.IGNORED_OLDER, False),
        # An open alert never shows a figure that meets its target, even before the turn is heard of.
        (OPEN, MET, Reason.CLOSED_RECOVERED, True),
        (OPEN, evaluation(2, "85", revision=2), Reason.CLOSED_CORRECTED, True),
        (OPEN, evaluation(2, None), Reason.CLOSED_NO_ACTIVITY, True),
        (OPEN, evaluation(2, verdicts=()), Reason.CLOSED_TARGET_ENDED, True),
    ],
)
def test_a_newly_judged_figure(alert: Alert | None, news: Evaluation, reason: Reason, *, tells: bool) -> None:
    decision = decide_figure(alert, "qd27", news)

    assert (decision.reason, decision.tells) == (reason, tells)


def test_since_is_the_day_of_the_first_figure_that_missed() -> None:
    later = decide_figure(OPEN, "qd27", evaluation(2, period="2022-07")).alert

    assert later is not None
    assert later.since == date(2022, 6, 16)
    assert later.evaluation.period == "2022-07"


def test_falling_behind_again_is_another_alert() -> None:
    closed = decide_turn(OPEN, turn(MET)).alert
    again = decide_turn(closed, turn(evaluation(3, period="2022-08"))).alert

    assert again is not None
    assert again.since == date(2022, 8, 16)
    assert again.id != OPEN.id


def test_a_figure_that_came_before_its_turn_is_the_one_shown() -> None:
    noted = decide_figure(None, "qd27", WORSE).alert

    alert = decide_turn(noted, turn(BEHIND)).alert

    assert alert is not None
    assert alert.is_open
    assert alert.evaluation == WORSE
    assert alert.since == BEHIND.as_of


def test_figures_judged_together_that_end_behind_leave_the_alert_open() -> None:
    better, behind = evaluation(2, "85", period="2022-07"), evaluation(3, "70", period="2022-08")

    alert = follow([BEHIND, turn(BEHIND), better, behind])

    assert alert is not None
    assert alert.is_open
    assert alert.evaluation == behind


def history(values: list[str | None], together: frozenset[int] = frozenset()) -> list[Evaluation | VerdictChange]:
    """What scoring announces for these figures, one each period: every evaluation, and a change at every flip.

    The figures numbered in `together` are judged together with the next, and turn nothing by themselves.
    """
    events: list[Evaluation | VerdictChange] = []
    before = None
    for number, value in enumerate(values):
        found = evaluation(number + 1, value, period=f"{2022 + number // 12}-{number % 12 + 1:02d}")
        now = found.verdicts[0].verdict if found.verdicts else None
        events.append(found)
        if number in together and number + 1 < len(values):
            continue
        if "not_met" in (before, now) and before != now:
            events.append(turn(found, "recovered" if value else "no_activity"))
        before = now
    return events


def follow(events: Sequence[Evaluation | VerdictChange]) -> Alert | None:
    """What becomes of the alert in the end."""
    decided = [*decisions(events)]
    return decided[-1].alert if decided else None


def decisions(events: Sequence[Evaluation | VerdictChange]) -> Iterator[Decision]:
    alert: Alert | None = None
    for event in events:
        if isinstance(event, VerdictChange):
            decision = decide_turn(alert, event)
        else:
            decision = decide_figure(alert, "qd27", event)
        alert = decision.alert
        yield decision


@given(st.data())
def test_any_order_and_repetition_of_the_same_news_ends_in_the_same_open_alert(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.sampled_from(["70", "76.9", "85", None]), max_size=8))
    events = history(values, data.draw(st.frozensets(st.integers(0, 7))))
    repeated = events + data.draw(st.lists(st.sampled_from(events), max_size=8) if events else st.just([]))
    shuffled = data.draw(st.permutations(repeated))

    in_order, in_disorder = follow(events), follow(list(shuffled))

    behind = bool(values) and values[-1] in ("70", "76.9")
    assert (in_order is not None and in_order.is_open) == behind
    assert (in_disorder is not None and in_disorder.is_open) == behind
    if behind:
        assert in_order is not None
        assert in_disorder is not None
        # Who misses the news of a recovery takes two spells for one: only the id tells them apart.
        assert replace(in_disorder, id=in_order.id) == in_order


@given(st.data())
def test_in_no_order_of_the_news_does_an_open_alert_open_or_a_closed_one_close(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.sampled_from(["70", "76.9", "85", None]), max_size=10))
    events = history(values, data.draw(st.frozensets(st.integers(0, 9))))
    # Each queue keeps its order, and one may be far ahead of the other; sometimes neither does.
    ahead = data.draw(st.lists(st.booleans(), min_size=len(events), max_size=len(events)))
    queues = {kind: [each for each in events if isinstance(each, VerdictChange) is kind] for kind in (False, True)}
    interleaved = [queues[kind if queues[kind] else not kind].pop(0) for kind in ahead]
    heard = interleaved if data.draw(st.booleans()) else data.draw(st.permutations(events))

    moves: dict[str, list[bool]] = {}
    for each in decisions(heard):
        if each.alert is not None and (each.reason is Reason.OPENED or each.reason.closes):
            moves.setdefault(each.alert.id, []).append(each.reason is Reason.OPENED)

    # One that a figure opened is closed by an older turn, and opened again by its own.
    assert all(moved == [True, False] * (len(moved) // 2) + [True] * (len(moved) % 2) for moved in moves.values())
