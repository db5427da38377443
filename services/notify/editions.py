"""Telling everybody of an edition: one message to each unit, to those of its contacts who want it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.notify.domain.hours import day_of
from services.notify.domain.message import WhyWrite
from services.notify.domain.preference import takers
from services.notify.domain.published import NewEdition, is_news, new_edition, readers
from services.notify.papers import Papers
from services.notify.writing import Written, next_message
from shared.events import BulletinPublished
from shared.trace import trace_ids


def tell_of_editions(events: Sequence[BulletinPublished], papers: Papers) -> list[Written]:
    """Write to everybody whom the editions concern; each event once, whoever calls sees to that."""
    offices = _offices(papers)
    fresh = [event for event in events if is_news(event.time, papers.now)]
    units = {event.id: readers(event.data, offices, papers.catalogue) for event in fresh}
    # All at once and in one order: another writer of these units waits, and waits for nobody who waits for it.
    papers.alerts.hold(sorted({unit for told in units.values() for unit in told}))
    return [written for event in fresh for unit in units[event.id] for written in _tell(event, unit, papers)]


def _offices(papers: Papers) -> set[str]:
    policy = papers.catalogue.alert_policy
    return {plan.unit for plan in (policy.digest, policy.summary) if plan is not None}


def _tell(event: BulletinPublished, unit: str, papers: Papers) -> Iterator[Written]:
    traces = tuple(trace_ids([event.traceparent]))
    said: NewEdition = new_edition(event.data, unit, papers.catalogue, day_of(papers.now), traces)
    contacts = papers.catalogue.contacts_of(unit)
    if takers(contacts, said, day_of(papers.now)):
        message = next_message(unit, said, WhyWrite.BULLETIN, papers)
        yield Written(message, papers.messages.add(message, contacts))
