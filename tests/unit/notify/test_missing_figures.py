"""What a missing figure does to an alert: nothing, until the figure comes."""

from __future__ import annotations

from typing import Any

import pytest

from services.notify.domain.decision import decide_figure, decide_turn
from services.notify.domain.reason import Reason
from shared.facts import Evaluation, VerdictChange
from shared.figures import Status
from tests.notify_examples import evaluation, turn

BEHIND = evaluation(1)
MISSING = evaluation(2, None, "2022-07", status=Status.MISSING)


def change(found: Evaluation, previous: Any, current: Any, reason: Any) -> VerdictChange:
    return VerdictChange(evaluation=found, programme="qd27", previous=previous, current=current, reason=reason)


def test_a_missing_figure_closes_no_alert_and_opens_none() -> None:
    alert = decide_turn(None, turn(BEHIND)).alert

    told = decide_turn(alert, change(MISSING, "not_met", "not_met", "deadline_passed"))
    seen = decide_figure(alert, "qd27", MISSING)

    assert told.alert == seen.alert == alert
    assert not told.tells
    assert not seen.tells
    assert decide_turn(None, change(MISSING, None, None, "deadline_passed")).alert is None
    assert decide_figure(None, "qd27", MISSING).alert is None


@pytest.mark.parametrize(
    ("found", "current", "reason"),
    [
        (evaluation(3, "85", "2022-07"), "met", Reason.CLOSED_RECOVERED),
        (evaluation(3, None, "2022-07"), None, Reason.CLOSED_NO_ACTIVITY),
    ],
)
def test_a_figure_that_was_missing_closes_the_alert_when_it_comes(
    found: Evaluation, current: Any, reason: Reason
) -> None:
    alert = decide_turn(None, turn(BEHIND)).alert

    decision = decide_turn(alert, change(found, "not_met", current, "received"))

    assert (decision.reason, decision.tells) == (reason, True)


def test_a_figure_that_was_missing_and_is_behind_keeps_the_alert_and_its_day() -> None:
    alert = decide_turn(None, turn(BEHIND)).alert
    worse = evaluation(3, "70", "2022-07")

    after = decide_figure(decide_turn(alert, change(worse, "not_met", "not_met", "received")).alert, "qd27", worse)

    assert after.alert is not None
    assert (after.reason, after.alert.since, after.alert.evaluation) == (Reason.REFRESHED, BEHIND.as_of, worse)


def test_a_figure_that_was_missing_and_falls_behind_opens_an_alert() -> None:
    decision = decide_turn(None, change(evaluation(3, "70", "2022-07"), "met", "not_met", "received"))

    assert (decision.reason, decision.tells) == (Reason.OPENED, True)
