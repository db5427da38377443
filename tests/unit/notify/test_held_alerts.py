"""An alert stays open while its series is held behind by a margin; a missed full score opens none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from services.notify.domain.alert import Alert
from services.notify.domain.decision import decide_figure, decide_turn
from services.notify.domain.letters.alerts import alert_letter
from services.notify.domain.reason import Reason
from services.notify.domain.telling import describe
from shared.facts import Evaluation, VerdictChange
from tests.notify_examples import evaluation, province, turn, verdict

BEHIND = evaluation(1, "79.9", period="2022-06")


def judged(sequence: int, value: str, period: str, **more: Any) -> Evaluation:
    return evaluation(sequence, value, period, verdicts=(verdict(value).model_copy(update=more),))


HELD = judged(2, "80.1", "2022-07", margin=Decimal("0.5"), held=True)
CLEAR = judged(3, "80.5", "2022-08", margin=Decimal("0.5"))


def follow(*news: Evaluation | VerdictChange) -> Alert | None:
    alert: Alert | None = None
    for heard in news:
        decide = decide_turn(alert, heard) if isinstance(heard, VerdictChange) else decide_figure(alert, "qd27", heard)
        alert = decide.alert
    return alert


def test_a_figure_within_the_margin_leaves_the_alert_open_and_is_the_one_shown() -> None:
    in_order, overtaken = follow(BEHIND, turn(BEHIND), HELD), follow(BEHIND, HELD, turn(BEHIND))

    assert in_order == overtaken
    assert in_order is not None
    assert (in_order.is_open, in_order.evaluation) == (True, HELD)


def test_clearing_the_margin_closes_it() -> None:
    alert = follow(BEHIND, turn(BEHIND), HELD, CLEAR)

    assert alert is not None
    assert (alert.is_open, alert.reason) == (False, Reason.CLOSED_RECOVERED)


def test_the_letter_says_that_the_target_is_met_but_not_by_enough() -> None:
    alert = follow(BEHIND, turn(BEHIND), HELD)
    content = describe("so-noi-vu", [alert] if alert else [], None, province())

    assert content is not None
    (line,) = alert_letter(content, "first", "vi").behind
    assert line.misses[0].gap_sentence.startswith("đã đạt nhưng chưa ổn định")
    assert content.behind[0].severity == 0


def test_a_missed_full_score_opens_no_alert() -> None:
    missed = judged(1, "70", "2022-06", kind="full_score")

    assert follow(missed) is None


def test_a_target_that_becomes_a_full_score_ends_its_alert() -> None:
    alert = follow(BEHIND, turn(BEHIND), judged(2, "70", "2022-07", kind="full_score"))

    assert alert is not None
    assert (alert.is_open, alert.reason) == (False, Reason.CLOSED_TARGET_ENDED)
