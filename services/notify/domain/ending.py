"""How an attempt ended, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.answer import Answer, Word
from services.notify.domain.delivery import Delivery, DeliveryState, Outcome
from services.notify.domain.retry import LONGEST_PAUSE, LONGEST_WAIT, next_attempt


@dataclass(frozen=True)
class Ending:
    """How an attempt ended, and what follows: `again_at` is None where nothing does.

    An `uncertain` one may have succeeded all the same. One that `counts_against` its address is no reproach to us.
    """

    outcome: Outcome
    state: DeliveryState
    again_at: datetime | None = None
    detail: str = ""
    uncertain: bool = False
    counts_against: bool = False


def settle(delivery: Delivery, answer: Answer, now: datetime, *, open_at: datetime | None = None) -> Ending:
    """How an attempt ended by its answer. `open_at` is when the way is tried again, where the answer blocks it."""
    if answer.word is Word.TAKEN:
        return _succeeded(delivery)
    if answer.word is Word.AWAY:
        return _waited(delivery, answer, now, open_at or now)
    if answer.word is Word.BUSY:
        return _failed_for_now(delivery, answer, now)
    return _failed(answer.detail, counts_against=answer.against_address)


def given_up_unanswered() -> Ending:
    """Two attempts may have arrived: twice is enough."""
    return _failed("two attempts ended without an answer; it may have arrived")


def _succeeded(delivery: Delivery) -> Ending:
    # What was sent by one who died may have arrived twice.
    state = DeliveryState.MAYBE_DUPLICATE if delivery.lost and delivery.repeats_show else DeliveryState.SENT
    return Ending(Outcome(state.value), state)


def _waited(delivery: Delivery, answer: Answer, now: datetime, open_at: datetime) -> Ending:
    if now - delivery.message.created_at >= LONGEST_WAIT[delivery.channel]:
        return _given_up(delivery, answer)
    return Ending(Outcome.WAITS, DeliveryState.PENDING, open_at, answer.detail, answer.uncertain)


def _failed_for_now(delivery: Delivery, answer: Answer, now: datetime) -> Ending:
    tried = delivery.attempts - delivery.waits
    again_at = next_attempt(delivery.channel, str(delivery.id), tried, now)
    if again_at is None:
        return _given_up(delivery, answer)
    if answer.after is not None:
        again_at = max(again_at, now + min(answer.after, LONGEST_PAUSE))
    return Ending(Outcome.RETRY, DeliveryState.PENDING, again_at, answer.detail, answer.uncertain)


def _given_up(delivery: Delivery, answer: Answer) -> Ending:
    # The mail server is ours; a receiver that does not answer for days is the address's own fault.
    return _failed(
        f"given up after {delivery.attempts} attempts: {answer.detail}", counts_against=delivery.channel != "mail"
    )


def _failed(detail: str, *, counts_against: bool = False) -> Ending:
    return Ending(Outcome.FAILED, DeliveryState.FAILED, None, detail, counts_against=counts_against)
