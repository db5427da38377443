"""What the clock alone does to an alert: grace passes, a promised day passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.notify.domain.alert import Alert, AlertState, Escalation
from services.notify.domain.decision import Decision
from services.notify.domain.reason import Reason


def begin(alert: Alert, heard_on: date, speaks_on: date) -> Alert:
    """An alert that opens waits until its grace has passed; without grace it does not wait."""
    if speaks_on <= heard_on:
        return alert
    return replace(alert, state=AlertState.PENDING, reason=Reason.PENDING, speaks_on=speaks_on)


def pass_time(alert: Alert, now: datetime, today: date) -> Decision:
    """What has become of the alert by `today`, which `now` falls on."""
    if alert.state is AlertState.PENDING and (alert.speaks_on is None or alert.speaks_on <= today):
        opened = replace(alert, state=AlertState.OPEN, reason=Reason.OPENED, opened_at=now)
        return Decision(opened, Reason.OPENED, tells=True)
    answer = alert.acknowledgement
    if alert.state is AlertState.ACKNOWLEDGED and answer is not None and answer.has_lapsed(today):
        again = replace(alert, state=AlertState.OPEN, reason=Reason.PROMISE_PASSED)
        return Decision(again, Reason.PROMISE_PASSED, tells=True)
    if alert.state is AlertState.OPEN and alert.opened_at is None:
        return Decision(replace(alert, opened_at=now), alert.reason)
    return Decision(alert, Reason.NOTED)


def escalate(alert: Alert, level: int, now: datetime) -> Alert:
    """The superior `level` steps above the unit is told. What is acknowledged or closed stays as it is."""
    if alert.state not in {AlertState.OPEN, AlertState.ESCALATED}:
        return alert
    if alert.escalation is not None and alert.escalation.level >= level:
        return alert
    return replace(alert, state=AlertState.ESCALATED, reason=Reason.ESCALATED, escalation=Escalation(level, now))
