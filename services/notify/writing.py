"""Writing to a unit: its news once that has been gathered, and again what stands and nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid5

from services.notify.domain.cue import Action, Cue, WhyNot
from services.notify.domain.delivery import Message
from services.notify.domain.gathering import Patience
from services.notify.domain.message import WhyWrite
from services.notify.domain.said import Said
from services.notify.domain.telling import describe
from services.notify.domain.told import told_of
from services.notify.outlook import Outlook, look_at
from services.notify.papers import Papers
from shared.events import NAMESPACE


@dataclass(frozen=True)
class Written:
    """A message that was written, and to how many recipients."""

    message: Message
    recipients: int


def write_to(unit: str, papers: Papers, patience: Patience) -> Written | None:
    """End the gathering of `unit` if it is due and write what there is to tell; None when it waits or there is nothing.

    What waits is looked at again when its moment has come.
    """
    papers.alerts.hold([unit])
    gathering = papers.alerts.gatherings([unit]).get(unit)
    if gathering is None or not gathering.is_due(patience, papers.now):
        return None
    papers.messages.hold_waiting(unit)
    outlook = look_at(unit, papers, gathering.due_at(patience))
    if outlook.news is not None and outlook.cue.not_before is not None:
        papers.alerts.postpone(unit, outlook.cue.not_before)
        return None
    papers.alerts.finish(unit)
    # What was gathered and is no news is told again when that is due, in the round of a day.
    told = outlook if outlook.news is not None else replace(outlook, cue=Cue(Action.REST, WhyNot.NOTHING_NEW))
    return _write(unit, told, papers, gathering.accepted_at)


def remind(unit: str, papers: Papers) -> Written | None:
    """Write to `unit` again if it is time; news that is being gathered for it comes first."""
    papers.alerts.hold([unit])
    papers.messages.hold_waiting(unit)
    outlook = look_at(unit, papers)
    if outlook.news is not None and papers.alerts.gatherings([unit]):
        return None
    if outlook.cue.action is not Action.WRITE:
        return None
    papers.alerts.finish(unit)
    return _write(unit, outlook, papers)


def _write(unit: str, outlook: Outlook, papers: Papers, accepted_at: datetime | None = None) -> Written | None:
    message, told = _message(unit, outlook, papers), outlook.told
    # What waits unsent would tell of the past; but who has not yet got the last word that stands, still gets it.
    papers.messages.supersede(unit, after=told.number if told is not None and message is None else 0)
    if message is None or outlook.content is None:
        return None
    message = replace(message, accepted_at=accepted_at)
    recipients = papers.messages.add(message, papers.catalogue.contacts_of(unit))
    papers.tellings.note(told_of(message, outlook.content.alert_ids))
    return Written(message, recipients)


def _message(unit: str, outlook: Outlook, papers: Papers) -> Message | None:
    """The message that the cue calls for; None when it calls for none."""
    content, why = outlook.content, outlook.cue.reason
    if outlook.cue.action is not Action.WRITE or content is None or not isinstance(why, WhyWrite):
        return None
    thread = None if why is WhyWrite.FIRST else outlook.told
    return next_message(unit, content, why, papers, thread=thread, urgent=outlook.urgent)


def next_message(
    unit: str, content: Said, why: WhyWrite, papers: Papers, *, thread: Message | None = None, urgent: bool = False
) -> Message:
    """The next message to `unit`, in the thread of an earlier one if there is one."""
    number = papers.messages.last_number(unit) + 1
    identity = uuid5(NAMESPACE, f"message\n{unit}\n{number}")
    follows = identity if thread is None else thread.thread
    return Message(identity, unit, number, follows, why.value, papers.now, content, urgent=urgent)


def standing_message(unit: str, papers: Papers) -> Message | None:
    """The message that says how `unit` stands, whether or not it was told so before; None when it is behind on nothing
    and nothing has recovered since.
    """
    outlook = look_at(unit, papers)
    if outlook.news is not None and outlook.content is not None:
        thread = None if outlook.news is WhyWrite.FIRST else outlook.told
        return next_message(unit, outlook.content, outlook.news, papers, thread=thread)
    content = describe(unit, papers.alerts.alerts_of(unit), None, papers.catalogue)
    if content is None:
        return None
    identity = uuid5(NAMESPACE, f"message\n{unit}\n0")
    return Message(identity, unit, 0, identity, WhyWrite.FIRST.value, papers.now, content)
