"""A delivery: one message to one recipient, until it is handed over or can never be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.notify.domain.message import Content
from services.notify.domain.retry import next_attempt


class DeliveryState(StrEnum):
    """Where a delivery is: the last four are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    MAYBE_DUPLICATE = "maybe_duplicate"
    FAILED = "failed"
    SUPERSEDED = "superseded"


#: of these it may be taken that the recipient has read the message
TOLD = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.MAYBE_DUPLICATE)


class Outcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    MAYBE_DUPLICATE = "maybe_duplicate"
    RETRY = "retry"
    FAILED = "failed"


@dataclass(frozen=True)
class Message:
    """What a unit is written, once: the `number`-th message to it. `thread` is the first since it fell behind."""

    id: UUID
    unit: str
    number: int
    thread: UUID
    reason: str
    created_at: datetime
    content: Content


@dataclass(frozen=True)
class Delivery:
    """A message on its way to a recipient.

    `attempts` counts the one being made; `lost` those of which nobody knows whether they arrived: their maker
    died before it could say how they ended, or the answer to them was lost.
    """

    id: UUID
    message: Message
    channel: str
    recipient: str
    recipient_name: str
    language: str
    attempts: int
    lost: int = 0

    @property
    def sent_state(self) -> DeliveryState:
        """The state after success: what was sent by one who died may have arrived twice."""
        return DeliveryState.MAYBE_DUPLICATE if self.lost else DeliveryState.SENT


@dataclass(frozen=True)
class Ending:
    """How an attempt ended, and what follows: `again_at` is None where nothing does.

    An `uncertain` one may have succeeded all the same.
    """

    outcome: Outcome
    state: DeliveryState
    again_at: datetime | None = None
    detail: str = ""
    uncertain: bool = False


def succeeded(delivery: Delivery) -> Ending:
    """The message was handed over."""
    state = delivery.sent_state
    return Ending(Outcome(state.value), state)


def failed_for_now(delivery: Delivery, detail: str, now: datetime, *, uncertain: bool = False) -> Ending:
    """The way there failed: try again later, or end when the ladder does."""
    again_at = next_attempt(delivery.attempts, now)
    if again_at is None:
        return failed_for_good(f"given up after {delivery.attempts} attempts: {detail}")
    return Ending(Outcome.RETRY, DeliveryState.PENDING, again_at, detail, uncertain)


def failed_for_good(detail: str) -> Ending:
    """The message can never be handed over."""
    return Ending(Outcome.FAILED, DeliveryState.FAILED, None, detail)
