"""The AMQP door for figures: whose message, limit, read, accept, and a receipt for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy import Connection

from services.ingest.accounts import find_account
from services.ingest.domain.envelope import SOURCE
from services.ingest.domain.key import TOLD, Key, Unusable
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.outcome import Summary
from services.ingest.domain.tally import Use
from services.ingest.door import count_figures
from services.ingest.handlers import submit
from services.ingest.keys import note_use, use_is_noted
from services.ingest.orders import Order
from services.ingest.receipt_sending import earlier_receipt, remember_receipt, reply_queue, send_receipt
from services.ingest.sending import accepted_receipt, read_sending, refused_receipt
from services.ingest.store import IngestStore
from shared.errors import Refused
from shared.events import FiguresSent, ReceiptIssued
from shared.facts import Receipt
from shared.language import preferred, speaking
from shared.messaging.dead_letters import Letter, park
from shared.messaging.inbox import TALLY
from shared.messaging.packing import event_text
from shared.messaging.topology import INGEST_SUBMISSIONS
from shared.messaging.wire import SINGLE
from shared.metrics import AMQP_MESSAGES, DEAD_LETTERS, KEYS_REFUSED
from shared.parts import Parts
from shared.trace import begun, onward, say_traced, trace_id, trace_ids
from shared.wording import say, told

#: what cannot be read today may be read by a later version: it is kept for an operator
UNREADABLE = ("malformed-request", "malformed-json", "unsupported-media-type")

log = structlog.get_logger()


@dataclass(frozen=True)
class Taken:
    """What was made of one message. `kept` is what was stored of it now, `parked` why it is a dead letter."""

    event: FiguresSent
    receipt: ReceiptIssued
    outcome: Literal["accepted", "refused", "repeated", "unknown"]
    kept: Summary | None = None
    parked: str = ""
    brought: tuple[str | None, ...] = ()


class AmqpDoor:
    """Takes messages in, within one transaction. Refuses none by raising: others stand beside it."""

    def __init__(self, tx: Connection, parts: Parts, rate: RateLimit, now: datetime) -> None:
        self.tx = tx
        self._parts = parts
        self._rate = rate
        self._now = now

    def take(self, event: FiguresSent) -> Taken:
        """Accept what can be accepted of a message, and send its receipt."""
        with speaking(preferred(event.data.headers.get("accept-language"))):
            return self._take(event)

    def _take(self, event: FiguresSent) -> Taken:
        key = find_account(self.tx, event.data.user)
        if key is None:
            taken = self._stranger(event)
            send_receipt(self.tx, event.data, taken.receipt, self._now)
        else:
            taken = self._known(event, key)
        if taken.parked:
            letter = Letter(event.id, None, event_text(event).encode(), SINGLE, taken.parked)
            park(self.tx, INGEST_SUBMISSIONS.consumer, [letter], self._now)
        return taken

    def _known(self, event: FiguresSent, key: Key) -> Taken:
        before = earlier_receipt(self.tx, key, event)
        if before is not None and (event.data.redelivered or not _was_refused(before.data)):
            taken = Taken(event, before, "repeated")
        else:
            taken = self._read(event, key)
            remember_receipt(self.tx, key, event, taken.receipt, self._now)
        send_receipt(self.tx, event.data, taken.receipt, self._now, again=before is not None)
        return taken

    def _read(self, event: FiguresSent, key: Key) -> Taken:
        trace = onward(event.traceparent, SOURCE) or begun()
        try:
            self._admit(event, key)
            sent = read_sending(event.data, self._parts.settings)
        except Refused as refused:
            receipt = self._issued(refused_receipt(event.data, key.source, refused), trace)
            parked = told(refused.message, "en") if refused.code in UNREADABLE else ""
            return Taken(event, receipt, "refused", parked=parked)
        order = Order(key, trace, door="amqp", address=_address(event))
        summary = submit(sent, order, IngestStore(self.tx), self._parts.catalogue, self._now)
        receipt = self._issued(accepted_receipt(event.data, key.source, summary), trace)
        brought = tuple(item.trace for item in sent)
        return Taken(event, receipt, "refused" if summary.refused else "accepted", summary, brought=brought)

    def _admit(self, event: FiguresSent, key: Key) -> None:
        reason = key.unusable("", self._now)
        if reason is not None:
            self._note(event, reason, key)
            raise Refused(*TOLD[reason])
        self._rate.take(key.id, self._now)
        if not use_is_noted(key, self._now):
            note_use(self.tx, key, self._now, _address(event))

    def _stranger(self, event: FiguresSent) -> Taken:
        self._note(event, Unusable.UNKNOWN)
        user = event.data.user
        reason = say("user-without-key", user=user) if user else say("no-user")
        answer = refused_receipt(event.data, "", Refused("unauthorised", reason))
        receipt = self._issued(answer, onward(event.traceparent, SOURCE))
        return Taken(event, receipt, "unknown", parked=told(reason, "en"))

    def _note(self, event: FiguresSent, reason: Unusable, key: Key | None = None) -> None:
        KEYS_REFUSED.labels(str(reason)).inc()
        whose = ("", "") if key is None else (key.id, key.source)
        self._rate.tally.note(Use(reason, _address(event), *whose), self._now, trace_id(event.traceparent))

    def _issued(self, answer: Receipt, trace: str | None) -> ReceiptIssued:
        return ReceiptIssued.of(SOURCE, answer, time=self._now, subject=answer.source, trace=trace)


def take_in(events: Sequence[FiguresSent], parts: Parts, rate: RateLimit) -> None:
    """Take messages in, all in one transaction."""
    with parts.database.write() as tx:
        door = AmqpDoor(tx, parts, rate, parts.clock())
        taken = [door.take(event) for event in events]
    for each in taken:
        _tell(each)
    tally = TALLY.get()
    if tally is not None:
        tally.fresh += sum(each.outcome != "repeated" for each in taken)


def _was_refused(receipt: Receipt) -> bool:
    """Say whether the message may fare better now."""
    return receipt.problem is not None or receipt.rejected > 0


def _address(event: FiguresSent) -> str:
    return f"amqp:{event.data.user}"[:64]


def _tell(taken: Taken) -> None:
    AMQP_MESSAGES.labels(taken.outcome).inc()
    if taken.kept is not None:
        count_figures(taken.kept)
    if taken.parked:
        DEAD_LETTERS.labels(INGEST_SUBMISSIONS.consumer).inc()
    sending, answer = taken.event.data, taken.receipt.data
    say_traced(
        log.warning if taken.parked else log.info,
        "message",
        trace_ids((taken.receipt.traceparent, *taken.brought)),
        service="ingest",
        source=answer.source or None,
        user=sending.user,
        outcome=taken.outcome,
        accepted=answer.accepted,
        duplicate=answer.duplicate,
        rejected=answer.rejected,
        problem=answer.problem.type.rpartition("/")[2] if answer.problem else None,
        reply=None if sending.reply_to is None else reply_queue(sending) is not None,
        parked=taken.parked or None,
    )
