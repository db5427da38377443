"""How a unit stands, what it knows of that, and so what there is to tell it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.alert import Alert
from services.notify.domain.climbing import Climb, next_climb
from services.notify.domain.content import Content
from services.notify.domain.cue import Cue, Situation, Standing, decide
from services.notify.domain.delivery import Message
from services.notify.domain.hours import day_of
from services.notify.domain.message import WhyWrite, why_write
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
    standing = tuple(_standing(alert, papers.now) for alert in known if alert.speaks)
    is_answered = bool(standing) and all(each.acknowledged for each in standing)
    content = _content(unit, known, told, papers, is_answered=is_answered)
    news = None if content is None else why_write(content, before)
    urgent = _is_urgent(known, before, papers.catalogue)
    said = papers.tellings.last_said(unit)
    situation = Situation(
        standing=standing,
        news=news,
        urgent=urgent,
        gathered_at=gathered_at,
        told_at=papers.tellings.last_handed_over(unit),
        said_at=None if said is None else said.at,
        times=0 if said is None else said.times,
    )
    return Outlook(content, told, news, urgent, decide(situation, papers.hours, papers.now))


def _content(
    unit: str, known: Collection[Alert], told: Message | None, papers: Papers, *, is_answered: bool
) -> Content | None:
    today, climb = day_of(papers.now), _first_climb(known, papers)
    return describe(
        unit,
        known,
        told.content if told is not None and isinstance(told.content, Content) else None,
        papers.catalogue,
        told_on=None if told is None else day_of(told.created_at),
        answer_by=None if climb is None else max(today, papers.hours.working_days_after(climb.on, -1)),
        superior="" if climb is None else papers.catalogue.units[climb.superior].name_on(today),
        is_answered=is_answered,
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


def _first_climb(known: Collection[Alert], papers: Papers) -> Climb | None:
    """The first escalation that an answer keeps from coming; what was not told before is told now."""
    told = papers.tellings.first_told([alert.id for alert in known if alert.speaks])
    climbs = (next_climb(alert, told.get(alert.id, papers.now), papers.catalogue) for alert in known)
    return min((climb for climb in climbs if climb is not None), key=lambda climb: climb.on, default=None)
