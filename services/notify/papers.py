"""What writing a message needs at hand: the stores of one transaction, the province, and the time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.notify.domain.alert import Alert, AlertKey
from services.notify.domain.delivery import Message
from services.notify.domain.gathering import Gathering
from services.notify.domain.hours import Hours
from services.notify.domain.told import Said, Telling
from shared.catalogue import Catalogue, Contact


class GatheringStore(Protocol):
    """What writing reads and writes of alerts."""

    def hold(self, units: Collection[str]) -> None: ...

    def alerts_of(self, unit: str, also: Collection[AlertKey] = ()) -> list[Alert]: ...

    def gatherings(self, units: Collection[str]) -> Mapping[str, Gathering]: ...

    def postpone(self, unit: str, until: datetime) -> None:
        """Let what is gathered for a unit rest until then."""
        ...

    def finish(self, unit: str) -> None: ...


class MessageStore(Protocol):
    """What writing reads and writes of messages."""

    def hold_waiting(self, unit: str) -> None:
        """Keep senders from what waits for `unit`: what is not told yet stays so while this is decided on."""
        ...

    def last_told(self, unit: str) -> Message | None: ...

    def message(self, identity: UUID) -> Message: ...

    def last_number(self, unit: str) -> int: ...

    def supersede(self, unit: str, after: int) -> None: ...

    def add(self, message: Message, contacts: Iterable[Contact]) -> int: ...


class TellingStore(Protocol):
    """What writing reads and writes of who was told."""

    def last_said(self, unit: str) -> Said | None: ...

    def last_handed_over(self, unit: str) -> datetime | None: ...

    def first_told(self, alerts: Collection[str]) -> Mapping[str, datetime]: ...

    def note(self, tellings: Iterable[Telling]) -> None: ...


@dataclass(frozen=True)
class Papers:
    """The stores that a message needs, all of one transaction, the province and the time."""

    alerts: GatheringStore
    messages: MessageStore
    tellings: TellingStore
    catalogue: Catalogue
    now: datetime

    @property
    def hours(self) -> Hours:
        return Hours(self.catalogue.alert_policy, self.catalogue.working)
