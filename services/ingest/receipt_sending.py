"""Receipts for messages: remembered, and put on their way to the exchange of receipts and to the queue asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Connection, select

from services.ingest.accounts import find_accounts
from services.ingest.domain.key import Key
from services.ingest.tables import idempotency
from shared.bulk import among, upsert
from shared.events import FiguresSent, ReceiptIssued
from shared.facts import Sending
from shared.messaging.outbox import put
from shared.messaging.packing import Packed, event_text
from shared.messaging.topology import RECEIPTS_EXCHANGE
from shared.messaging.wire import encode

#: RabbitMQ's queue that is none: answers go straight to the connection that asked
DIRECT = "amq.rabbitmq.reply-to."
REMEMBERED = (idempotency.c.key_id, idempotency.c.idempotency_key)
OURS = ("nhipso.", "vn.nhipso.")


@dataclass(frozen=True)
class Known:
    """What is known when messages come: the keys of their users, and by event the receipts they got before."""

    keys: Mapping[str, Key]
    receipts: Mapping[UUID, ReceiptIssued]


def known_of(tx: Connection, events: Sequence[FiguresSent]) -> Known:
    """What is known of these messages and their senders."""
    keys = find_accounts(tx, {event.data.user for event in events})
    names = {(keys[event.data.user].id, _name(event)): event.id for event in events if event.data.user in keys}
    query = among(tx, select(*REMEMBERED, idempotency.c.answer), REMEMBERED, list(names)) if names else None
    rows = [] if query is None else tx.execute(query).all()
    return Known(keys, {names[row[0], row[1]]: ReceiptIssued.model_validate(row.answer) for row in rows})


def remember_receipts(
    tx: Connection, answered: Iterable[tuple[Key, FiguresSent, ReceiptIssued]], now: datetime
) -> None:
    """Keep what messages were answered, in place of what they were answered before."""
    rows = [
        {
            "key_id": key.id,
            "idempotency_key": _name(event),
            "asked_sha256": event.id.hex,
            "answer": receipt.model_dump(mode="json"),
            "at": now,
        }
        for key, event, receipt in answered
    ]
    # In one order everywhere, or two replicas with the same messages wait for each other.
    upsert(tx, idempotency, sorted(rows, key=lambda row: (row["key_id"], row["idempotency_key"])))


def send_receipts(
    tx: Connection, receipts: Iterable[tuple[FiguresSent, ReceiptIssued, ReceiptIssued | None]], now: datetime
) -> None:
    """Send each receipt to its source, and to the queue that its message asked for; again where one was sent before."""
    by_exchange: dict[str, list[Packed]] = {RECEIPTS_EXCHANGE: [], "": []}
    for event, receipt, before in receipts:
        body = encode([event_text(receipt)])
        ways = [(RECEIPTS_EXCHANGE, receipt.data.source), ("", reply_queue(event.data) or "")]
        for exchange, routing_key in ways:
            if routing_key:
                name = uuid5(receipt.id, f"{exchange}\n{routing_key}") if before is None else uuid4()
                by_exchange[exchange].append(Packed(name, routing_key, body, 1))
    for exchange, messages in by_exchange.items():
        put(tx, messages, now, exchange)


def reply_queue(sending: Sending) -> str | None:
    """The queue to reply to. Only the user's own: replies are sent with our rights, not with the user's."""
    wanted = sending.reply_to or ""
    own = bool(sending.user) and wanted.startswith(f"{sending.user}.") and not wanted.startswith(OURS)
    return wanted if own or wanted.startswith(DIRECT) else None


def _name(event: FiguresSent) -> str:
    return f"amqp:{event.id}"
