"""An alert as others hear of it."""

from __future__ import annotations

from services.notify.domain.alert import Alert
from shared.facts import AlertFact, Doubts, Evaluation, QuietSource, TaskState


def fact_of(alert: Alert) -> AlertFact:
    """What other systems hear of this alert; what it is not about is left out."""
    news, series, answer = alert.news, alert.key.series, alert.acknowledgement
    return AlertFact(
        alert=alert.id,
        kind=alert.kind.value,
        unit=alert.unit,
        indicator=series.indicator if isinstance(news, Evaluation | Doubts) else None,
        dimension=news.dimension if isinstance(news, Evaluation | Doubts) else {},
        task=news.task if isinstance(news, TaskState) else None,
        source=news.source if isinstance(news, QuietSource) else None,
        programme=alert.key.programme or None,
        period=None if isinstance(news, TaskState) else news.period,
        since=alert.began_on,
        reason=alert.reason,
        state=alert.state.value,
        acknowledged_by=None if answer is None else answer.by,
        plan=None if answer is None else answer.plan,
        promised_on=None if answer is None else answer.promised_on,
        level=None if alert.escalation is None else alert.escalation.level,
    )
