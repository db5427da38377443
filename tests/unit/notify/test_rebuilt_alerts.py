"""The alert that follows from how a series stands, for a notify that has lost it."""

from __future__ import annotations

from dataclasses import replace

from services.notify.domain.alert import Alert, AlertKey, AlertState, Order
from services.notify.domain.decision import decide_figure, decide_turn
from services.notify.domain.reason import Reason
from services.notify.domain.rebuilt import rebuilt
from tests.notify_examples import evaluation, turn

JUNE, JULY, AUGUST = evaluation(1), evaluation(2, "70", "2022-07"), evaluation(3, "75", "2022-08")
MET = evaluation(4, "85", "2022-08")
KEY = AlertKey(JUNE.series, "qd27")


def lived(*figures: object) -> Alert:
    """The alert after a first turn in June and the figures since."""
    alert = decide_turn(None, turn(JUNE)).alert
    for figure in figures:
        alert = decide_figure(alert, "qd27", figure).alert  # type: ignore[arg-type]
    assert alert is not None
    return alert


def test_a_lost_alert_is_open_since_the_first_figure_that_was_behind_without_a_break() -> None:
    before = evaluation(0, "90", "2022-05")

    found = rebuilt(None, KEY, [before, JUNE, JULY], stands=True)

    assert found == lived(JULY)
    assert found is not None
    assert (found.since, found.turned) == (JUNE.as_of, Order("2022-06", 1))


def test_having_had_nothing_to_count_breaks_being_behind() -> None:
    found = rebuilt(None, KEY, [JUNE, evaluation(2, None, "2022-07"), AUGUST], stands=True)

    assert found is not None
    assert found.since == AUGUST.as_of


def test_an_alert_that_is_right_stays_as_it_is() -> None:
    alert = replace(lived(JULY), id="of old", since=JUNE.as_of, trace="t")

    assert rebuilt(alert, KEY, [JUNE, JULY], stands=True) is alert


def test_an_open_alert_takes_the_newest_figure_and_keeps_its_id() -> None:
    alert = replace(lived(), id="of old", trace="t")

    found = rebuilt(alert, KEY, [JUNE, JULY], stands=True)

    assert found is not None
    assert (found.id, found.evaluation, found.since, found.trace) == ("of old", JULY, JUNE.as_of, None)


def test_an_alert_on_a_series_that_is_not_behind_is_closed() -> None:
    found = rebuilt(lived(), KEY, [JUNE, MET], stands=False)

    assert found is not None
    assert (found.state, found.reason, found.evaluation) == (AlertState.CLOSED, Reason.CLOSED_RECOVERED, MET)
    assert rebuilt(found, KEY, [JUNE, MET], stands=False) is found


def test_an_alert_on_nothing_is_closed_and_nobody_else_gets_one() -> None:
    found = rebuilt(lived(), KEY, [], stands=False)

    assert found is not None
    assert (found.state, found.reason) == (AlertState.CLOSED, Reason.CLOSED_TARGET_ENDED)
    assert rebuilt(None, KEY, [JUNE], stands=False) is None
    assert rebuilt(None, KEY, [JUNE, MET], stands=True) is None


def test_a_rebuilt_alert_is_refreshed_by_the_next_figure_that_is_behind() -> None:
    opened = rebuilt(None, KEY, [JUNE], stands=True)

    assert decide_figure(opened, "qd27", JULY).reason is Reason.REFRESHED
