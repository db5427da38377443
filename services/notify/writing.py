"""Writing to a unit once its news has been gathered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import uuid5

from services.notify.domain.alert import Alert, AlertKey
from services.notify.domain.delivery import Message
from services.notify.domain.gathering import Gathering, Patience
from services.notify.domain.message import WhyWrite, why_write
from services.notify.domain.telling import describe
from shared.catalogue import Catalogue, Contact
from shared.events import NAMESPACE


class GatheringStore(Protocol):
    """What writing reads and writes of alerts, in one transaction."""

    def hold(self, units: Collection[str]) -> None: ...

    def gatherings(self, units: Collection[str]) -> Mapping[str, Gathering]: ...

    def finish(self, unit: str) -> None: ...

    def alerts_of(self, unit: str, also: Collection[AlertKey] = ()) -> list[Alert]: ...


class MessageStore(Protocol):
    """What writing reads and writes of messages, in the same transaction."""

    def last_told(self, unit: str) -> Message | None: ...

    def last_number(self, unit: str) -> int: ...

    def supersede(self, unit: str, after: int) -> None: ...

    def add(self, message: Message, contacts: Iterable[Contact]) -> int: ...


@dataclass(frozen=True)
class Written:
    """A message that was written, and to how many recipients."""

    message: Message
    recipients: int


def write_to(
    unit: str,
    alerts: GatheringStore,
    messages: MessageStore,
    catalogue: Catalogue,
    patience: Patience,
    *,
    now: datetime,
) -> Written | None:
    """End the gathering of `unit` if it is due and write what there is to tell; None when there is nothing."""
    alerts.hold([unit])
    gathering = alerts.gatherings([unit]).get(unit)
    if gathering is None or not gathering.is_due(patience, now):
        return None
    alerts.finish(unit)
    told = messages.last_told(unit)
    message = next_message(unit, alerts, messages, catalogue, now)
    # What waits unsent would tell of the past; but who has not yet got the last word that stands, still gets it.
    messages.supersede(unit, after=told.number if told is not None and message is None else 0)
    if message is None:
        return None
    return Written(message, messages.add(message, catalogue.contacts_of(unit)))


def next_message(
    unit: str, alerts: GatheringStore, messages: MessageStore, catalogue: Catalogue, now: datetime
) -> Message | None:
    """The message `unit` would be written now; None when it would learn nothing from it."""
    told = messages.last_told(unit)
    before = None if told is None else told.content
    content = describe(unit, alerts.alerts_of(unit, () if before is None else before.alerts), before, catalogue)
    why = None if content is None else why_write(content, before)
    if content is None or why is None:
        return None
    number = messages.last_number(unit) + 1
    identity = uuid5(NAMESPACE, f"message\n{unit}\n{number}")
    thread = identity if told is None or why is WhyWrite.FIRST else told.thread
    return Message(identity, unit, number, thread, why.value, now, content)


def standing_message(
    unit: str, alerts: GatheringStore, messages: MessageStore, catalogue: Catalogue, now: datetime
) -> Message | None:
    """The message that says how `unit` stands, whether or not it was told so before; None when it is behind on nothing
    and nothing has recovered since.
    """
    due = next_message(unit, alerts, messages, catalogue, now)
    content = describe(unit, alerts.alerts_of(unit), None, catalogue)
    if due is not None or content is None:
        return due
    identity = uuid5(NAMESPACE, f"message\n{unit}\n0")
    return Message(identity, unit, 0, identity, WhyWrite.FIRST.value, now, content)
