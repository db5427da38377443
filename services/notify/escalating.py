"""Telling superiors: what units below have not answered, and that what they were told of is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.notify.briefing import Above, Brief, ToldAbove
from services.notify.desk import Book, Circumstances, Ledger
from services.notify.domain.alert import Alert
from services.notify.domain.answering import answer_of
from services.notify.domain.climbing import listeners
from services.notify.domain.content import Content
from services.notify.domain.decision import Decision
from services.notify.domain.delivery import Message
from services.notify.domain.hours import day_of
from services.notify.domain.message import WhyWrite
from services.notify.domain.overview import Case, Escalation
from services.notify.domain.passing import escalate
from services.notify.domain.reason import Reason
from services.notify.domain.telling import describe
from services.notify.domain.told import Telling, told_of
from services.notify.papers import Papers
from services.notify.writing import Written, next_message


def tell_superior(above: Above, brief: Brief, tellings: ToldAbove, papers: Papers) -> Written | None:
    """Write to a superior what `brief` holds for it; None when there is nothing to say."""
    told = tellings.first_told([alert.id for alert in brief.climbing])
    ended, closing = _closing(brief, papers)
    cases = [*_climbing(brief.climbing, told, papers), *closing]
    tellings.end([*brief.forgotten, *ended], papers.now)
    if not cases:
        return None
    message = _message(above, cases, brief, papers)
    recipients = papers.messages.add(message, listeners(*above, papers.catalogue))
    for alert in brief.climbing:
        papers.tellings.note(told_of(message, [alert.id], unit=alert.unit, level=above[1]))
    return Written(message, recipients)


def _climbing(alerts: Sequence[Alert], told: Mapping[str, datetime], papers: Papers) -> list[Case]:
    by_unit: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_unit[alert.unit].append(alert)
    cases = []
    for unit, its in sorted(by_unit.items()):
        about = describe(unit, its, None, papers.catalogue)
        if about is not None:
            cases.append(_case(about, its, min(told[alert.id] for alert in its), papers))
    return cases


def _closing(brief: Brief, papers: Papers) -> tuple[list[Telling], list[Case]]:
    """What is over, by the message that told of it; what is not settled yet is told when it is."""
    ended, cases = [], []
    for message, pairs in brief.over.items():
        said = papers.messages.message(message).content
        for unit in sorted({each.unit for each, _ in pairs}):
            its = [(each, alert) for each, alert in pairs if each.unit == unit]
            about = describe(unit, [alert for _, alert in its], _said_of(unit, said), papers.catalogue)
            if about is not None:
                cases.append(_case(about, [alert for _, alert in its], its[0][0].at, papers))
                ended += [each for each, _ in its]
    return ended, cases


def _said_of(unit: str, said: object) -> Content | None:
    cases = said.cases if isinstance(said, Escalation) else ()
    return next((case.about for case in cases if case.about.unit == unit), None)


def _case(about: Content, alerts: Sequence[Alert], told_at: datetime, papers: Papers) -> Case:
    answers = [answer for alert in alerts if (answer := answer_of(alert)) is not None]
    told_on, today = day_of(told_at), day_of(papers.now)
    return Case(
        about=about,
        told_on=told_on,
        working_days=papers.hours.working_days_since(told_on, today),
        answer=max(answers, key=lambda answer: answer.on, default=None),
    )


def _message(above: Above, cases: Sequence[Case], brief: Brief, papers: Papers) -> Message:
    superior, level = above
    today = day_of(papers.now)
    said = Escalation(
        unit=superior,
        name=papers.catalogue.units[superior].name_on(today),
        as_of=today,
        period=max(case.about.period for case in cases),
        level=level,
        cases=tuple(cases),
        traces=tuple(dict.fromkeys(trace for case in cases for trace in case.about.traces)),
    )
    earlier = next(iter(brief.over), None)
    thread = None if brief.climbing or earlier is None else papers.messages.message(earlier)
    why = WhyWrite.ESCALATE if brief.climbing else WhyWrite.RECOVERED
    return next_message(superior, said, why, papers, thread=thread)


def climb(alerts: Iterable[Alert], level: int, store: Ledger, around: Circumstances, note: str) -> None:
    """Note that the superior so many levels up was told of these alerts."""
    book = Book({}, around)
    for alert in alerts:
        book.take(alert, Decision(escalate(alert, level, around.now), Reason.ESCALATED), note=note)
    book.write(store)
