"""What news of a verdict does to an alert.

An alert is open when both the newest turn and the newest figure heard of miss the target, whatever came in between and
in whatever order: the first turn opens it, so that a late figure of the past never does; a newer figure that is not
behind closes it even before the news of the turn arrives, so that no open alert ever shows a figure that meets its
target. And a figure newer still that is behind opens it again, without waiting for its own turn.

A figure that was not the latest of its series when it was judged does not say that its unit is behind now; one that was
overtaken only by what was judged with it may still say that it was not, in between. So an open alert shows how its
series stood, and a turn older than that closes nothing: it does not blink while the two queues overtake each other. Of
a release that did not say which figures are the latest, an older turn does close it until the newer one opens it again:
an alert that stays open by mistake is worse than one that blinks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.notify.domain.alert import Alert, AlertKey, AlertState, Judgement, Order, alert_id, verdict_under
from services.notify.domain.reason import Reason
from shared.events import Recency
from shared.facts import Evaluation, VerdictChange
from shared.figures import Status

TURN_REASONS = {
    "recovered": Reason.CLOSED_RECOVERED,
    "corrected": Reason.CLOSED_CORRECTED,
    "no_activity": Reason.CLOSED_NO_ACTIVITY,
    "target_ended": Reason.CLOSED_TARGET_ENDED,
}


@dataclass(frozen=True)
class Decision:
    """The alert after the news (None: nothing to keep), why, and whether its unit has something new to hear."""

    alert: Alert | None
    reason: Reason
    tells: bool = False


def decide_turn(
    alert: Alert | None, change: VerdictChange, trace: str | None = None, *, sure: bool = False
) -> Decision:
    """Apply a flipped verdict (`compliance.changed`); `sure` where newer figures are known to be the latest."""
    if change.previous == change.current:
        # A figure is missing, or has come and changes nothing: what stood still stands.
        return Decision(alert, Reason.NOTED)
    order = Order.of(change.evaluation)
    if alert is not None and alert.turned is not None and order <= alert.turned:
        return Decision(alert, Reason.IGNORED_OLDER)
    key = AlertKey(change.evaluation.series, change.programme)
    known = replace(_newest(alert, key, change.evaluation, trace), turned=order, turned_to=change.current)
    if change.current == "not_met":
        known = replace(known, since=change.evaluation.as_of)
        return _open(alert, known, order) if _is_behind(known) else Decision(known, Reason.IGNORED_MET)
    if alert is None or not alert.stands:
        return Decision(known, Reason.IGNORED_MET)
    if sure and _is_behind(known) and order < Order.of(known.evaluation):
        # It recovered and fell behind again since: the turn that says so is on its way.
        return Decision(replace(known, since=known.evaluation.as_of), Reason.NOTED)
    return close(known, _why_turned(alert, change))


def _why_turned(alert: Alert, change: VerdictChange) -> Reason:
    given = None if change.evaluation.counted == 0 else TURN_REASONS.get(change.reason)
    return given or why_closed(alert.evaluation, change.evaluation, change.programme)


def decide_figure(
    alert: Alert | None,
    programme: str,
    evaluation: Evaluation,
    trace: str | None = None,
    *,
    recency: Recency | None = None,
) -> Decision:
    """Apply a newly judged figure (`compliance.evaluated`) to what is known under one programme.

    `recency` is how it stood in its series; None where that was not said.
    """
    if evaluation.status is Status.MISSING:
        # Whoever sends nothing has not recovered.
        return Decision(alert, Reason.NOTED)
    order = Order.of(evaluation)
    if recency == "past" or (alert is not None and order <= Order.of(alert.evaluation)):
        return Decision(alert, Reason.IGNORED_OLDER)
    known = _newest(alert, AlertKey(evaluation.series, programme), evaluation, trace)
    if judgement(evaluation, programme) != "not_met":
        return _met(alert, known)
    if recency == "overtaken":
        return Decision(alert, Reason.IGNORED_OLDER)
    if alert is None or alert.turned_to != "not_met":
        return Decision(known, Reason.NOTED)
    since = evaluation.as_of if recency == "latest" and not alert.stands else known.since
    return _open(alert, replace(known, since=since), order)


def _met(alert: Alert | None, known: Alert) -> Decision:
    if alert is not None and alert.stands:
        return close(known, why_closed(alert.evaluation, known.evaluation, known.key.programme))
    # Only what is known to be behind is brought up to date: an older turn shall not open it.
    return Decision(known if alert is not None and _is_behind(alert) else alert, Reason.IGNORED_MET)


def differs(before: Alert, after: Alert) -> bool:
    """Say whether the unit would read something else: another period, figure or target."""
    return _printed(before) != _printed(after)


def _printed(alert: Alert) -> tuple[object, ...]:
    verdict = alert.verdict
    target = None if verdict is None else (verdict.comparator, verdict.threshold)
    return alert.evaluation.period, alert.evaluation.value, target


def _open(alert: Alert | None, known: Alert, order: Order) -> Decision:
    if alert is not None and alert.stands:
        # A turn between these two may not have been heard of yet; when it is, it will be the older news.
        return Decision(known, Reason.REFRESHED, tells=alert.is_open and differs(alert, known))
    return open_anew(known, order)


def open_anew(known: Alert, order: Order) -> Decision:
    """Begin another spell: what was answered to the last one does not count for it."""
    opened = replace(
        known,
        id=alert_id(known.key, order),
        state=AlertState.OPEN,
        reason=Reason.OPENED,
        speaks_on=None,
        opened_at=None,
        acknowledgement=None,
        escalation=None,
        mute=None,
    )
    return Decision(opened, Reason.OPENED, tells=True)


def close(known: Alert, reason: Reason) -> Decision:
    """End the spell. Nobody hears of the end of one that was still pending."""
    closed = replace(known, state=AlertState.CLOSED, reason=reason, speaks_on=None, mute=None)
    return Decision(closed, reason, tells=known.is_open)


def _newest(alert: Alert | None, key: AlertKey, evaluation: Evaluation, trace: str | None) -> Alert:
    if alert is None:
        return Alert(alert_id(key, Order.of(evaluation)), key, AlertState.CLOSED, Reason.NOTED, evaluation, trace=trace)
    if Order.of(evaluation) <= Order.of(alert.evaluation):
        return alert
    return replace(alert, news=evaluation, trace=trace)


def _is_behind(alert: Alert) -> bool:
    return judgement(alert.evaluation, alert.key.programme) == "not_met"


def judgement(evaluation: Evaluation, programme: str) -> Judgement:
    """How the series stands under a programme by this evaluation."""
    verdict = verdict_under(evaluation, programme)
    return None if verdict is None else verdict.standing


def why_closed(before: Evaluation, after: Evaluation, programme: str) -> Reason:
    """Why an alert shown with `before` closes with `after`."""
    if after.counted == 0:
        return Reason.CLOSED_WITHDRAWN
    if after.status is Status.NO_ACTIVITY:
        return Reason.CLOSED_NO_ACTIVITY
    if judgement(after, programme) is None:
        return Reason.CLOSED_TARGET_ENDED
    if after.period == before.period and after.revision > before.revision:
        return Reason.CLOSED_CORRECTED
    return Reason.CLOSED_RECOVERED
