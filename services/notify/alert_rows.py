"""Alerts as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Row

from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.alert import Alert, AlertKey, AlertState, Escalation, Kind, News, Order
from services.notify.domain.mute import Mute
from services.notify.domain.reason import Reason
from shared.facts import Doubts, Evaluation, QuietSource, TaskState
from shared.figures import SeriesKey

NEWS: dict[Kind, type[BaseModel]] = {
    Kind.TARGET: Evaluation,
    Kind.MISSING: Evaluation,
    Kind.TASK: TaskState,
    Kind.DOUBT: Doubts,
    Kind.SILENT_SOURCE: QuietSource,
}


def key_row(key: AlertKey) -> dict[str, Any]:
    """What an alert is about, as columns."""
    return {
        "unit": key.series.unit,
        "indicator": key.series.indicator,
        "dimension": key.series.dimension,
        "programme": key.programme,
        "kind": key.kind.value,
        "period": key.period,
    }


def key_of(row: Row[Any]) -> AlertKey:
    series = SeriesKey(row.unit, row.indicator, row.dimension)
    return AlertKey(series, row.programme, Kind(row.kind), row.period)


def alert_row(alert: Alert, now: datetime) -> dict[str, Any]:
    """A whole alert as columns; `now` is when it was changed."""
    turned, answer, escalation, mute = alert.turned, alert.acknowledgement, alert.escalation, alert.mute
    return key_row(alert.key) | {
        "id": alert.id,
        "state": alert.state.value,
        "reason": alert.reason.value,
        "news": alert.news.model_dump_json(),
        "since": alert.since,
        "turned_period": None if turned is None else turned.period,
        "turned_sequence": None if turned is None else turned.sequence,
        "turned_to": alert.turned_to,
        "trace": alert.trace,
        "speaks_on": alert.speaks_on,
        "opened_at": alert.opened_at,
        "acknowledged_at": None if answer is None else answer.at,
        "acknowledged_by": None if answer is None else answer.by,
        "plan": None if answer is None else answer.plan,
        "promised_on": None if answer is None else answer.promised_on,
        "escalated_to": None if escalation is None else escalation.level,
        "escalated_at": None if escalation is None else escalation.at,
        "muted_by": None if mute is None else mute.by,
        "muted_ref": None if mute is None else mute.ref,
        "changed_at": now,
    }


def alert_of(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        key=key_of(row),
        state=AlertState(row.state),
        reason=Reason(row.reason),
        news=news_of(Kind(row.kind), row.news),
        turned=None if row.turned_period is None else Order(row.turned_period, row.turned_sequence),
        turned_to=row.turned_to,
        since=row.since,
        trace=row.trace,
        speaks_on=row.speaks_on,
        opened_at=row.opened_at,
        acknowledgement=_acknowledgement(row),
        escalation=None if row.escalated_at is None else Escalation(row.escalated_to, row.escalated_at),
        mute=None if row.muted_by is None else Mute(row.muted_by, row.muted_ref),
    )


def news_of(kind: Kind, text: str) -> News:
    """The news of an alert of this kind, from its JSON."""
    found: Any = NEWS[kind].model_validate_json(text)
    news: News = found
    return news


def _acknowledgement(row: Row[Any]) -> Acknowledgement | None:
    if row.acknowledged_at is None:
        return None
    return Acknowledgement(row.acknowledged_by, row.acknowledged_at, row.plan or "", row.promised_on)
