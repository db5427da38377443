"""What is known of an address, and when nothing is sent to it any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.notify.domain.answer import Answer, Word
from services.notify.domain.ending import Ending

#: so many messages in a row may be refused at an address before it is taken for dead
MOST_REFUSALS = 3
OURSELVES = "nhipso"


@dataclass(frozen=True)
class Address:
    """An address of a channel: messages refused there in a row, and since when, why and by whom it is disabled."""

    channel: str
    address: str
    refusals: int = 0
    disabled_at: datetime | None = None
    why: str = ""
    by: str = ""

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None

    def disabled(self, why: str, by: str, now: datetime) -> Address:
        """The address, disabled; one that is disabled already stays as it is."""
        return self if self.is_disabled else replace(self, disabled_at=now, why=why, by=by)


def after(address: Address, answer: Answer, ending: Ending, now: datetime) -> Address:
    """What is known of an address after an attempt: gone for good, or refused too often, it is disabled."""
    if answer.word is Word.TAKEN:
        return replace(address, refusals=0)
    if answer.word is Word.GONE:
        return address.disabled(answer.detail, OURSELVES, now)
    if not ending.counts_against:
        return address
    refused = replace(address, refusals=address.refusals + 1)
    if refused.refusals < MOST_REFUSALS:
        return refused
    return refused.disabled(f"{refused.refusals} messages in a row: {ending.detail}", OURSELVES, now)
