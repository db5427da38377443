"""Messages of figures as they were read: whose each is, what it brings, or why nothing of it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.ingest.domain.envelope import SOURCE
from services.ingest.domain.key import TOLD, Key, Unusable
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.tally import Use
from services.ingest.orders import Brought, Order, bring
from services.ingest.receipt_sending import Known
from services.ingest.sending import read_sending
from shared.errors import Refused
from shared.events import FiguresSent, ReceiptIssued
from shared.facts import Receipt
from shared.language import Language, preferred, speaking
from shared.metrics import KEYS_REFUSED
from shared.parts import Parts
from shared.trace import begun, onward, trace_id
from shared.turns import in_turns
from shared.wording import say

DOOR = "amqp"


@dataclass(frozen=True)
class Submission:
    """One message. It was answered `before`, is `refused`, or has `brought` figures; without a `key` it is nobody's.

    It is `admitted` where it counts against the limit of its key. `traces` are those of its figures, `trace` its own.
    """

    event: FiguresSent
    key: Key | None
    trace: str | None
    before: ReceiptIssued | None = None
    refused: Refused | None = None
    admitted: bool = False
    brought: Brought | None = None
    traces: tuple[str | None, ...] = ()

    @property
    def source(self) -> str:
        return "" if self.key is None else self.key.source

    @property
    def address(self) -> str:
        return address_of(self.event)

    @property
    def repeated(self) -> bool:
        """Whether the answer of before holds: of what was refused only where nobody sent it once more."""
        return self.before is not None and (self.event.data.redelivered or not _was_refused(self.before.data))


class SubmissionReader:
    """Reads messages beside what is known of their senders, outside of any transaction. Refuses none by raising."""

    def __init__(self, parts: Parts, rate: RateLimit, known: Known, now: datetime) -> None:
        self._parts = parts
        self._rate = rate
        self._known = known
        self._now = now

    def read(self, events: Sequence[FiguresSent]) -> list[Submission]:
        """Each message as it was read; others get their turn in between."""
        return [self._read(event) for event in in_turns(events)]

    def _read(self, event: FiguresSent) -> Submission:
        trace, key = onward(event.traceparent, SOURCE), self._known.keys.get(event.data.user)
        if key is None:
            self._note(event, Unusable.UNKNOWN)
            return Submission(event, None, trace, refused=Refused("unauthorised", no_key(event)))
        found = Submission(event, key, trace or begun(), self._known.receipts.get(event.id))
        return found if found.repeated else self._opened(found, key)

    def _opened(self, submission: Submission, key: Key) -> Submission:
        event = submission.event
        try:
            self._admit(event, key)
            submission = replace(submission, admitted=True)
            sent = read_sending(event.data, self._parts.settings)
        except Refused as refused:
            return replace(submission, refused=refused)
        with speaking(language_of(event)):
            order = Order(key, submission.trace or "", door=DOOR, address=address_of(event))
        brought = bring(in_turns(sent), order, self._parts.catalogue, self._now)
        return replace(submission, brought=brought, traces=tuple(item.trace for item in sent))

    def _admit(self, event: FiguresSent, key: Key) -> None:
        reason = key.unusable("", self._now)
        if reason is not None:
            self._note(event, reason, key)
            raise Refused(*TOLD[reason])
        self._rate.take(key.id, self._now)

    def _note(self, event: FiguresSent, reason: Unusable, key: Key | None = None) -> None:
        KEYS_REFUSED.labels(str(reason)).inc()
        whose = ("", "") if key is None else (key.id, key.source)
        self._rate.tally.note(Use(reason, address_of(event), *whose), self._now, trace_id(event.traceparent))


def language_of(event: FiguresSent) -> Language:
    """The language that a message asks to be answered in."""
    return preferred(event.data.headers.get("accept-language"))


def address_of(event: FiguresSent) -> str:
    """Where a message came from, as the record has it."""
    return f"{DOOR}:{event.data.user}"[:64]


def no_key(event: FiguresSent) -> str:
    """Why a message is nobody's."""
    user = event.data.user
    return say("user-without-key", user=user) if user else say("no-user")


def _was_refused(receipt: Receipt) -> bool:
    """Say whether the message may fare better now."""
    return receipt.problem is not None or receipt.rejected > 0
