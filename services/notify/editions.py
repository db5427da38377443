"""Telling everybody of an edition: one message to each unit, of the last issue only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import Protocol
from uuid import UUID

from services.notify.domain.hours import day_of
from services.notify.domain.message import WhyWrite
from services.notify.domain.preference import takers
from services.notify.domain.published import NewEdition, is_news, joined, new_edition, readers
from services.notify.papers import Papers
from services.notify.writing import Written, next_message
from shared.events import BulletinPublished
from shared.trace import trace_ids


class WordStore(Protocol):
    """What telling of editions reads and writes of the messages about them."""

    def newest_issue(self, edition: str) -> int: ...

    def told(self, edition: str, below: int) -> set[str]: ...

    def withdraw(self, edition: str, below: int) -> Mapping[str, Sequence[NewEdition]]: ...

    def unsent(self, edition: str, issue: int) -> Mapping[UUID, NewEdition]: ...

    def rewrite(self, message: UUID, said: NewEdition) -> None: ...


def tell_of_editions(events: Sequence[BulletinPublished], papers: Papers, words: WordStore) -> list[Written]:
    """Write to everybody whom the editions concern; each event once, whoever calls sees to that.

    A later issue takes the place of what waits unsent of those before it, in whichever order they come.
    """
    # Editions first, then units, each in one order: another writer waits, and waits for nobody who waits for it.
    papers.alerts.hold(sorted({f"edition {event.data.period}" for event in events}))
    offices = _offices(papers)
    concerned = {event.id: _concerned(event, offices, papers, words) for event in events}
    papers.alerts.hold(sorted({unit for units in concerned.values() for unit in units}))
    return [written for event in events for written in _follow(event, concerned[event.id], offices, papers, words)]


def _offices(papers: Papers) -> set[str]:
    policy = papers.catalogue.alert_policy
    return {plan.unit for plan in (policy.digest, policy.summary) if plan is not None}


def _concerned(event: BulletinPublished, offices: Collection[str], papers: Papers, words: WordStore) -> list[str]:
    """Who is told of an issue: its readers, and who was told of one before it."""
    edition, known = event.data, papers.catalogue.units
    earlier = words.told(edition.period, below=edition.issue)
    return sorted({*readers(edition, offices, papers.catalogue), *(unit for unit in earlier if unit in known)})


def _follow(
    event: BulletinPublished, units: Sequence[str], offices: Collection[str], papers: Papers, words: WordStore
) -> list[Written]:
    edition = event.data
    unsent = words.withdraw(edition.period, below=edition.issue)
    if not is_news(event.time, papers.now):
        return []
    said = [_said(event, unit, papers, everything=unit in offices) for unit in units]
    newest = words.newest_issue(edition.period)
    if newest > edition.issue:
        _add_to(words.unsent(edition.period, newest), said, words)
        return []
    whole = [reduce(joined, unsent.get(each.unit, ()), each) for each in said]
    return [written for each in whole for written in _write(each, papers)]


def _said(event: BulletinPublished, unit: str, papers: Papers, *, everything: bool) -> NewEdition:
    traces = tuple(trace_ids([event.traceparent]))
    today = day_of(papers.now)
    return new_edition(event.data, unit, papers.catalogue, today, traces, everything=everything)


def _add_to(unsent: Mapping[UUID, NewEdition], late: Sequence[NewEdition], words: WordStore) -> None:
    """Let word of a later issue, where it still waits, tell also of the corrections of one that came after it."""
    by_unit = {said.unit: said for said in late}
    for message, said in unsent.items():
        if said.unit in by_unit:
            words.rewrite(message, joined(by_unit[said.unit], said))


def _write(said: NewEdition, papers: Papers) -> Iterator[Written]:
    contacts = papers.catalogue.contacts_of(said.unit)
    if takers(contacts, said, day_of(papers.now)):
        message = next_message(said.unit, said, WhyWrite.BULLETIN, papers)
        yield Written(message, papers.messages.add(message, contacts))
