"""A delivery: one message to one recipient, until it is handed over or can never be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.notify.domain.said import Said
from shared.catalogue.contact import Channel


class DeliveryState(StrEnum):
    """Where a delivery is: the last five are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    MAYBE_DUPLICATE = "maybe_duplicate"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    DISABLED = "disabled"


#: of these it may be taken that the recipient has read the message
TOLD = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.MAYBE_DUPLICATE)


class Outcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    MAYBE_DUPLICATE = "maybe_duplicate"
    RETRY = "retry"
    WAITS = "waits"
    FAILED = "failed"


@dataclass(frozen=True)
class Message:
    """What a unit is written, once: the `number`-th message to it. `thread` is the first since it fell behind.

    `accepted_at` is when the first of the figures it is news of was accepted; None where there is none. What is
    `urgent` waits neither for the end of the quiet hours nor for a working day.
    """

    id: UUID
    unit: str
    number: int
    thread: UUID
    reason: str
    created_at: datetime
    content: Said
    accepted_at: datetime | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Delivery:
    """A message on its way to a recipient.

    `attempts` counts the one being made; of these, `lost` those of which nobody knows whether they arrived: their maker
    died before it could say how they ended, or the answer to them was lost; and `waits` those that found the `way`
    blocked, which many deliveries may share.
    """

    id: UUID
    message: Message
    channel: Channel
    recipient: str
    recipient_name: str
    language: str
    way: str
    attempts: int
    lost: int = 0
    waits: int = 0

    @property
    def repeats_show(self) -> bool:
        """Say whether the recipient would see the message twice; a webhook knows it again by its id."""
        return self.channel != "webhook"
