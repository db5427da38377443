"""The AMQP door for figures: messages that come together are read, then kept in one transaction, a receipt for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy import Connection

from services.ingest.domain.envelope import SOURCE
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.outcome import Summary
from services.ingest.door import count_figures
from services.ingest.handlers import accept
from services.ingest.keys import note_use, use_is_noted
from services.ingest.known_keys import same_rights
from services.ingest.receipt_sending import Known, known_of, remember_receipts, reply_queue, send_receipts
from services.ingest.sending import accepted_receipt, refused_receipt
from services.ingest.store import IngestStore
from services.ingest.submissions import Submission, SubmissionReader, language_of
from shared.errors import Refused, TryLater
from shared.events import FiguresSent, ReceiptIssued
from shared.facts import Receipt
from shared.language import speaking
from shared.messaging.dead_letters import Letter, park
from shared.messaging.inbox import TALLY
from shared.messaging.packing import event_text
from shared.messaging.topology import INGEST_SUBMISSIONS
from shared.messaging.wire import SINGLE
from shared.metrics import AMQP_MESSAGES, DEAD_LETTERS
from shared.parts import Parts
from shared.trace import say_traced, trace_ids
from shared.turns import pace_within
from shared.wording import say, told

#: what cannot be read today may be read by a later version: it is kept for an operator
UNREADABLE = ("malformed-request", "malformed-json", "unsupported-media-type")

log = structlog.get_logger()


@dataclass(frozen=True)
class Taken:
    """What was made of one message. `kept` is what was stored of it now, `parked` why it is a dead letter."""

    submission: Submission
    receipt: ReceiptIssued
    outcome: Literal["accepted", "refused", "repeated", "unknown"]
    kept: Summary | None = None
    parked: str = ""


def take_in(events: Sequence[FiguresSent], parts: Parts, rate: RateLimit) -> None:
    """Take messages in, all in one transaction. Raises TryLater when what is known of a sender changed meanwhile."""
    now, events = parts.clock(), list({event.id: event for event in events}.values())
    with parts.database.read() as tx:
        known = known_of(tx, events)
    submissions = SubmissionReader(parts, rate, known, now).read(events)
    try:
        with parts.database.write() as tx:
            _demand_same(known, known_of(tx, events), now)
            taken = keep(tx, submissions, now)
    except Exception:
        # They come again, perhaps one by one; of each sender they count once.
        for each in submissions:
            if each.key is not None and each.admitted:
                rate.give_back(each.key.id)
        raise
    for one in taken:
        _tell(one)
    tally = TALLY.get()
    if tally is not None:
        tally.fresh += sum(each.outcome != "repeated" for each in taken)


def keep(tx: Connection, submissions: Sequence[Submission], now: datetime) -> list[Taken]:
    """Keep what can be kept of messages, remember and send the receipt of each, set aside what nobody can read."""
    brought = {each.event.id: each.brought for each in submissions if each.brought is not None}
    used = {each.key.id: (each.key, each.address) for each in submissions if each.key is not None and each.admitted}
    for key, address in used.values():
        if not use_is_noted(key, now):
            note_use(tx, key, now, address)
    pace = pace_within(tx)
    summaries = dict(zip(brought, accept(list(brought.values()), IngestStore(tx, pace), now, pace), strict=True))
    taken = [_taken(each, summaries.get(each.event.id), now) for each in submissions]
    fresh = [(each.submission.key, each.submission.event, each.receipt) for each in taken if each.outcome != "repeated"]
    remember_receipts(tx, [(key, event, receipt) for key, event, receipt in fresh if key is not None], now)
    send_receipts(tx, [(each.submission.event, each.receipt, each.submission.before) for each in taken], now)
    park(tx, INGEST_SUBMISSIONS.consumer, [_letter(each) for each in taken if each.parked], now)
    return taken


def _taken(submission: Submission, summary: Summary | None, now: datetime) -> Taken:
    with speaking(language_of(submission.event)):
        if submission.before is not None and submission.repeated:
            return Taken(submission, submission.before, "repeated")
        if submission.refused is not None or summary is None:
            return _refused(submission, now)
        answer = accepted_receipt(submission.event.data, submission.source, summary)
        return Taken(
            submission, _issued(submission, answer, now), "refused" if summary.refused else "accepted", summary
        )


def _refused(submission: Submission, now: datetime) -> Taken:
    refused = submission.refused or Refused("no-figures", say("no-figure-sent"))
    receipt = _issued(submission, refused_receipt(submission.event.data, submission.source, refused), now)
    if submission.key is None:
        return Taken(submission, receipt, "unknown", parked=told(refused.message, "en"))
    return Taken(
        submission, receipt, "refused", parked=told(refused.message, "en") if refused.code in UNREADABLE else ""
    )


def _issued(submission: Submission, answer: Receipt, now: datetime) -> ReceiptIssued:
    return ReceiptIssued.of(SOURCE, answer, time=now, subject=answer.source, trace=submission.trace)


def _letter(taken: Taken) -> Letter:
    event = taken.submission.event
    return Letter(event.id, None, event_text(event).encode(), SINGLE, taken.parked)


def _demand_same(before: Known, now_known: Known, now: datetime) -> None:
    """Raises TryLater when the messages must be read anew, because a key or a receipt is not what it was."""
    same = before.receipts == now_known.receipts and before.keys.keys() == now_known.keys.keys()
    if not same or not all(same_rights(key, now_known.keys[user], now) for user, key in before.keys.items()):
        raise TryLater("what is known of a sender has changed meanwhile")


def _tell(taken: Taken) -> None:
    AMQP_MESSAGES.labels(taken.outcome).inc()
    if taken.kept is not None:
        count_figures(taken.kept)
    if taken.parked:
        DEAD_LETTERS.labels(INGEST_SUBMISSIONS.consumer).inc()
    sending, answer = taken.submission.event.data, taken.receipt.data
    say_traced(
        log.warning if taken.parked else log.info,
        "message",
        trace_ids((taken.receipt.traceparent, *taken.submission.traces)),
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
