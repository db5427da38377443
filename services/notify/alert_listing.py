"""Alerts, their steps and silences as rows to print."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row

from services.notify.domain.alert import Alert
from services.notify.domain.silence import Silence
from services.notify.domain.wording import figure_text, gap_sentence
from shared.catalogue import Catalogue
from shared.facts import Doubts, Evaluation, QuietSource, TaskState
from shared.trace import trace_id

LISTED = ("id", "unit", "kind", "state", "about", "programme", "period", "figure", "gap", "since", "muted")
STEPS = ("at", "before", "after", "reason", "by", "note")
SILENCES = ("id", "unit", "indicator", "period", "since", "until", "document", "author", "reason", "state")


def alert_line(alert: Alert, catalogue: Catalogue) -> dict[str, Any]:
    """One alert: what it is about, how it stands, what was answered."""
    answer, news = alert.acknowledgement, alert.news
    return {
        "id": alert.id,
        "unit": alert.unit,
        "kind": alert.kind.value,
        "state": alert.state.value,
        "reason": alert.reason.value,
        "about": about_text(alert),
        "indicator": alert.key.series.indicator if isinstance(news, Evaluation | Doubts) else None,
        "dimension": alert.key.series.dimension if isinstance(news, Evaluation | Doubts) else None,
        "programme": alert.key.programme,
        "period": getattr(news, "period", None),
        "since": alert.since,
        "due": getattr(news, "due", None),
        "muted": None if alert.mute is None else f"{alert.mute.by} {alert.mute.ref}",
        "acknowledged_by": None if answer is None else answer.by,
        "plan": None if answer is None else answer.plan,
        "promised_on": None if answer is None else answer.promised_on,
        "escalated_to": None if alert.escalation is None else alert.escalation.level,
        "trace_id": trace_id(alert.trace),
    } | _figure(alert, catalogue)


def step_line(row: Row[Any]) -> dict[str, Any]:
    """One step, with the news it rested on."""
    line = {name: getattr(row, name) for name in (*STEPS, "unit", "kind", "news")}
    return line | {"at": row.at.isoformat(), "trace_id": trace_id(row.trace)}


def silence_line(silence: Silence, today: date) -> dict[str, Any]:
    state = "ended" if silence.ended_at is not None else "holds" if silence.holds_on(today) else "over"
    return {name: getattr(silence, name) for name in SILENCES if name != "state"} | {
        "made_at": silence.made_at.isoformat(),
        "ended_at": None if silence.ended_at is None else silence.ended_at.isoformat(),
        "ended_by": silence.ended_by,
        "state": state,
    }


def about_text(alert: Alert) -> str:
    """What an alert is about: a series, a task and its stage, or a source."""
    news = alert.news
    if isinstance(news, TaskState):
        return f"{news.task} ({news.stage})"
    if isinstance(news, QuietSource):
        return news.source
    series = alert.key.series
    return f"{series.indicator} [{series.dimension}]" if series.dimension else series.indicator


def _figure(alert: Alert, catalogue: Catalogue) -> dict[str, Any]:
    """What only an alert about a figure has; empty for others."""
    indicator, verdict = catalogue.indicators.get(alert.key.series.indicator), alert.verdict
    measure = "count" if indicator is None else indicator.measure
    found = alert.news if isinstance(alert.news, Evaluation) else None
    return {
        "as_of": None if found is None else found.as_of,
        "value": None if found is None else found.value,
        "figure": "" if found is None or verdict is None else figure_text(found, measure, "vi"),
        "target": None if verdict is None else f"{verdict.comparator} {verdict.threshold:f}",
        "gap": "" if verdict is None else gap_sentence(verdict, measure, "vi"),
        "legal_basis": None if verdict is None else verdict.legal_basis,
    }
