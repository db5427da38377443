"""Receipts for messages: remembered, and put on their way to the exchange of receipts and to the queue asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Connection, select

from services.ingest.domain.key import Key
from services.ingest.tables import idempotency
from shared.bulk import upsert
from shared.events import FiguresSent, ReceiptIssued
from shared.facts import Sending
from shared.messaging.outbox import put
from shared.messaging.packing import Packed, event_text
from shared.messaging.topology import RECEIPTS_EXCHANGE
from shared.messaging.wire import encode

#: RabbitMQ's queue that is none: answers go straight to the connection that asked
DIRECT = "amq.rabbitmq.reply-to."
OURS = ("nhipso.", "vn.nhipso.")


def earlier_receipt(tx: Connection, key: Key, event: FiguresSent) -> ReceiptIssued | None:
    """The receipt that this message got when it came before."""
    mine = (idempotency.c.key_id == key.id) & (idempotency.c.idempotency_key == _name(event))
    answer: Any = tx.execute(select(idempotency.c.answer).where(mine)).scalar_one_or_none()
    return None if answer is None else ReceiptIssued.model_validate(answer)


def remember_receipt(tx: Connection, key: Key, event: FiguresSent, receipt: ReceiptIssued, now: datetime) -> None:
    """Keep what a message was answered, in place of what it was answered before."""
    row = {
        "key_id": key.id,
        "idempotency_key": _name(event),
        "asked_sha256": event.id.hex,
        "answer": receipt.model_dump(mode="json"),
        "at": now,
    }
    upsert(tx, idempotency, [row])


def send_receipt(
    tx: Connection, sending: Sending, receipt: ReceiptIssued, now: datetime, *, again: bool = False
) -> None:
    """Send a receipt to its source, and to the queue that the message asked for. `again`: the same event once more."""
    ways = [(RECEIPTS_EXCHANGE, receipt.data.source), ("", reply_queue(sending) or "")]
    for exchange, routing_key in ways:
        if routing_key:
            name: UUID = uuid4() if again else uuid5(receipt.id, f"{exchange}\n{routing_key}")
            put(tx, [Packed(name, routing_key, encode([event_text(receipt)]), 1)], now, exchange)


def reply_queue(sending: Sending) -> str | None:
    """The queue to reply to. Only the user's own: replies are sent with our rights, not with the user's."""
    wanted = sending.reply_to or ""
    own = bool(sending.user) and wanted.startswith(f"{sending.user}.") and not wanted.startswith(OURS)
    return wanted if own or wanted.startswith(DIRECT) else None


def _name(event: FiguresSent) -> str:
    return f"amqp:{event.id}"
