"""Figures that units owe: which have come, and what that does to the alert that one is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.notify.domain.alert import Alert, AlertKey, AlertState, Kind, Order, alert_id
from services.notify.domain.decision import Decision, close, open_anew
from services.notify.domain.reason import Reason
from shared.facts import Evaluation
from shared.figures import SeriesKey, Status

NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    """The newest figure of a series that a duty speaks of; `due` is None where it is not owed any more."""

    series: SeriesKey
    order: Order
    due: date | None
    is_missing: bool


def owed_by(evaluation: Evaluation, known: Owed | None) -> Owed | None:
    """What the evaluation says of a figure that is owed; None where no duty speaks of it, or it is older news."""
    concluded = evaluation.status in {Status.MISSING, Status.NOT_APPLICABLE}
    order = Order.of(evaluation)
    same_period = known is not None and known.order.period == order.period
    if evaluation.due is None and not concluded and not same_period:
        return None
    if known is not None and order <= known.order:
        return None
    return Owed(evaluation.series, order, evaluation.due, evaluation.status is Status.MISSING)


def decide_owed(alert: Alert | None, evaluation: Evaluation, trace: str | None = None) -> Decision:
    """Apply the newest evaluation of a series to its alert that a figure is missing.

    There is one a series: a later period that is missing, too, is shown in its place, and one that has come ends it.
    """
    if alert is not None and Order.of(evaluation) <= Order.of(alert.news):
        return Decision(alert, Reason.IGNORED_OLDER)
    if evaluation.status is Status.MISSING:
        return _missing(alert, evaluation, trace)
    if alert is None or not alert.stands:
        return Decision(alert, Reason.IGNORED_MET)
    return close(replace(alert, news=evaluation, trace=trace), _why_came(alert, evaluation))


def _missing(alert: Alert | None, evaluation: Evaluation, trace: str | None) -> Decision:
    if alert is not None and alert.stands:
        after = replace(alert, news=evaluation, since=_overdue_on(evaluation), trace=trace)
        another = after.evaluation.period != alert.evaluation.period
        return Decision(after, Reason.REFRESHED, tells=alert.is_open and another)
    key, order, since = AlertKey(evaluation.series, kind=Kind.MISSING), Order.of(evaluation), _overdue_on(evaluation)
    known = Alert(alert_id(key, order), key, AlertState.CLOSED, Reason.NOTED, evaluation, since=since, trace=trace)
    return open_anew(known, order)


def _overdue_on(evaluation: Evaluation) -> date:
    return evaluation.as_of if evaluation.due is None else evaluation.due + NEXT_DAY


def _why_came(alert: Alert, evaluation: Evaluation) -> Reason:
    if evaluation.status is Status.NOT_APPLICABLE:
        return Reason.CLOSED_NOT_OWED
    if evaluation.counted == 0:
        return Reason.CLOSED_WITHDRAWN
    same_period = evaluation.period == alert.evaluation.period
    return Reason.CLOSED_RECEIVED if same_period else Reason.CLOSED_OVERTAKEN
