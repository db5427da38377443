"""What is asked of a unit beside figures: its tasks, and its answers to doubts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from services.notify.domain.alert import Alert, AlertKey, AlertState, Kind, Order, alert_id
from services.notify.domain.decision import Decision, close, open_anew
from services.notify.domain.reason import Reason
from shared.facts import Doubts, TaskState
from shared.figures import SeriesKey

NEXT_DAY = timedelta(days=1)


def task_key(task: TaskState) -> AlertKey:
    """A task, or the report on it, of one unit."""
    return AlertKey(SeriesKey(task.unit, task.task, task.stage), kind=Kind.TASK)


def doubt_key(doubts: Doubts) -> AlertKey:
    """One doubted figure."""
    return AlertKey(doubts.key.series, kind=Kind.DOUBT, period=doubts.period)


def decide_task(alert: Alert | None, task: TaskState, heard_on: date, trace: str | None = None) -> Decision:
    """Apply how a task stands: it is an alert while it is overdue."""
    since = heard_on if task.due is None else task.due + NEXT_DAY
    overdue = task.state == "overdue"

    def why() -> Reason:
        return Reason.CLOSED_DONE if task.state == "done" else Reason.CLOSED_RESCHEDULED

    return _decide(alert, _known(task_key(task), task, since, trace), why, stands=overdue)


def decide_doubts(
    alert: Alert | None, doubts: Doubts, heard_on: date, trace: str | None = None, *, asked: bool = True
) -> Decision:
    """Apply what is doubted about a figure: it is an alert while something grave is, and nobody has answered.

    Doubts that change are the same question still, and leave no more time to answer it. Nobody has to answer where the
    policy has not `asked`.
    """
    grave = asked and any(doubt.severity != "note" for doubt in doubts.doubts)
    standing = _known(doubt_key(doubts), doubts, heard_on, trace)

    def why() -> Reason:
        return _why_settled(alert, doubts)

    return _decide(alert, standing, why, stands=grave and doubts.confirmation is None)


def _why_settled(alert: Alert | None, doubts: Doubts) -> Reason:
    if doubts.confirmation is not None:
        return Reason.CLOSED_ANSWERED
    before = alert.news if alert is not None else None
    corrected = isinstance(before, Doubts) and (before.revision, before.value) != (doubts.revision, doubts.value)
    return Reason.CLOSED_CORRECTED if corrected else Reason.CLOSED_WITHDRAWN


def _known(key: AlertKey, news: TaskState | Doubts, since: date, trace: str | None) -> Alert:
    name = alert_id(key, Order.of(news))
    return Alert(name, key, AlertState.CLOSED, Reason.NOTED, news, since=since, trace=trace)


def _decide(alert: Alert | None, known: Alert, why: Callable[[], Reason], *, stands: bool) -> Decision:
    """What has ended is kept, too: older news that comes later must not open it again."""
    if alert is not None and Order.of(known.news) <= Order.of(alert.news):
        return Decision(alert, Reason.IGNORED_OLDER)
    if alert is None or not alert.stands:
        return open_anew(known, Order.of(known.news)) if stands else Decision(known, Reason.NOTED)
    after = replace(alert, news=known.news, since=known.since, trace=known.trace)
    if stands:
        return Decision(after, Reason.REFRESHED, tells=alert.is_open)
    return close(after, why())
