"""How a unit stands, what it knows of that, and so what there is to tell it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from services.notify.domain.alert import Alert
from services.notify.domain.content import Content
from services.notify.domain.cue import Cue, Situation, Standing, decide
from services.notify.domain.delivery import Message
from services.notify.domain.hours import day_of
from services.notify.domain.message import WhyWrite, why_write
from services.notify.domain.muting import ancestors
from services.notify.domain.telling import describe
from services.notify.papers import Papers
from shared.catalogue import Catalogue


@dataclass(frozen=True)
class Outlook:
    """What a unit could be told now (None: nothing), what it was `told` last, what is new, and whether it is time."""

    content: Content | None
    told: Message | None
    news: WhyWrite | None
    urgent: bool
    cue: Cue


def look_at(unit: str, papers: Papers, gathered_at: datetime | None = None) -> Outlook:
    """How `unit` stands; `gathered_at` is when its news has been gathered, None while there is none."""
    told = papers.messages.last_told(unit)
    before = told.content if told is not None and isinstance(told.content, Content) else None
    known = papers.alerts.alerts_of(unit, () if before is None else before.alerts)
    content = _content(unit, known, told, papers)
    news = None if content is None else why_write(content, before)
    urgent = _is_urgent(known, before, papers.catalogue)
    said = papers.tellings.last_said(unit)
    situation = Situation(
        standing=tuple(_standing(alert, papers.now) for alert in known if alert.speaks),
        news=news,
        urgent=urgent,
        gathered_at=gathered_at,
        told_at=papers.tellings.last_handed_over(unit),
        said_at=None if said is None else said.at,
        times=0 if said is None else said.times,
    )
    return Outlook(content, told, news, urgent, decide(situation, papers.hours, papers.now))


def _content(unit: str, known: Collection[Alert], told: Message | None, papers: Papers) -> Content | None:
    today = day_of(papers.now)
    return describe(
        unit,
        known,
        told.content if told is not None and isinstance(told.content, Content) else None,
        papers.catalogue,
        told_on=None if told is None else day_of(told.created_at),
        answer_by=answer_by(papers.catalogue, today),
        superior=_superior(unit, papers.catalogue, today),
    )


def _standing(alert: Alert, now: datetime) -> Standing:
    answer = alert.acknowledgement
    if answer is None:
        return Standing()
    return Standing(acknowledged=not answer.has_lapsed(day_of(now)), promised_on=answer.promised_on)


def _is_urgent(known: Collection[Alert], before: Content | None, catalogue: Catalogue) -> bool:
    told = frozenset() if before is None else before.alerts
    at_any_hour = catalogue.alert_policy.at_any_hour
    return any(alert.kind.value in at_any_hour for alert in known if alert.speaks and alert.key not in told)


def answer_by(catalogue: Catalogue, today: date) -> date | None:
    """The last day on which an answer keeps the superior from being told; None where none ever is."""
    steps = catalogue.alert_policy.escalation
    return catalogue.working.add_working_days(today, steps[0].after - 1) if steps else None


def _superior(unit: str, catalogue: Catalogue, today: date) -> str:
    above = next(ancestors(unit, catalogue), None)
    if above is None or not catalogue.alert_policy.escalation:
        return ""
    return catalogue.units[above].name_on(today)
