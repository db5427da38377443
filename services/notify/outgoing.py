"""Messages, their deliveries and every attempt, in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid5

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from services.notify.domain.delivery import TOLD, Delivery, DeliveryState, Ending, Message, Outcome
from services.notify.domain.message import Content
from services.notify.domain.retry import LEASE
from services.notify.tables import ATTEMPT, DELIVERY, MESSAGE
from shared.catalogue import Contact

PENDING, SENDING = DeliveryState.PENDING.value, DeliveryState.SENDING.value
MAIL = "mail"


class OutgoingStore:
    """The tables of messages and deliveries, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def last_told(self, unit: str) -> Message | None:
        """The newest message to `unit` that someone has, or may have, received."""
        reached = select(DELIVERY.c.id).where(
            DELIVERY.c.message_id == MESSAGE.c.id, DELIVERY.c.state.in_([state.value for state in TOLD])
        )
        newest = select(MESSAGE).where(MESSAGE.c.unit == unit, reached.exists()).order_by(MESSAGE.c.number.desc())
        row = self.tx.execute(newest.limit(1)).first()
        return None if row is None else _message(row)

    def last_number(self, unit: str) -> int:
        """How many messages have been written to `unit`."""
        return self.tx.scalar(select(func.max(MESSAGE.c.number)).where(MESSAGE.c.unit == unit)) or 0

    def supersede(self, unit: str, after: int) -> None:
        """Do not send any more what waits in messages to `unit` numbered higher than `after`."""
        stale = select(MESSAGE.c.id).where(MESSAGE.c.unit == unit, MESSAGE.c.number > after)
        self._end(DELIVERY.c.message_id.in_(stale), DELIVERY.c.state == PENDING)

    def add(self, message: Message, contacts: Iterable[Contact]) -> int:
        """Keep a message and a delivery for each contact; returns how many deliveries that is."""
        kept = {c.name: getattr(message, c.name) for c in MESSAGE.c if c.name != "content"}
        self.tx.execute(insert(MESSAGE).values(**kept, content=message.content.model_dump_json()))
        rows = {contact.email.lower(): _delivery_row(message, contact) for contact in contacts}
        if rows:
            self.tx.execute(insert(DELIVERY), list(rows.values()))
        return len(rows)

    def is_due(self, now: datetime) -> bool:
        """Say whether a delivery is waiting for its time, or its sender has died."""
        return self.tx.scalar(select(DELIVERY.c.id).where(_claimable(now)).limit(1)) is not None

    def claim(self, now: datetime) -> Delivery | None:
        """Take the delivery that has been due longest, for the time of a lease; no two claims take the same."""
        query = select(DELIVERY).where(_claimable(now)).order_by(DELIVERY.c.next_attempt_at).limit(1)
        while row := self.tx.execute(query.with_for_update(skip_locked=True)).first():
            message = _message(self.tx.execute(select(MESSAGE).where(MESSAGE.c.id == row.message_id)).one())
            died = row.state == SENDING
            if died and self.last_number(message.unit) > message.number:
                # Whether it arrived or not: what it says is no longer so, and the newer one says it all.
                self._end(DELIVERY.c.id == row.id)
                continue
            return self._take(row, message, row.lost + died, now)
        return None

    def _take(self, row: Row[Any], message: Message, lost: int, now: datetime) -> Delivery:
        until = now + LEASE
        taken = {
            "state": SENDING,
            "attempts": row.attempts + 1,
            "lost": lost,
            "lease_until": until,
            "next_attempt_at": until,
        }
        self.tx.execute(update(DELIVERY).where(DELIVERY.c.id == row.id).values(taken))
        return Delivery(
            row.id, message, row.channel, row.recipient, row.recipient_name, row.language, row.attempts + 1, lost
        )

    def record(self, delivery: Delivery, ending: Ending, now: datetime) -> None:
        """Write down how an attempt ended; what would be tried again is not when there is a newer message."""
        self.tx.execute(
            insert(ATTEMPT).values(delivery_id=delivery.id, at=now, outcome=ending.outcome.value, detail=ending.detail)
        )
        ended = {
            "state": ending.state.value,
            "next_attempt_at": ending.again_at,
            "lease_until": None,
            "lost": delivery.lost + ending.uncertain,
            "last_error": ending.detail or None,
        }
        self.tx.execute(update(DELIVERY).where(DELIVERY.c.id == delivery.id).values(ended))
        if ending.outcome is Outcome.RETRY and self.last_number(delivery.message.unit) > delivery.message.number:
            self._end(DELIVERY.c.id == delivery.id)

    def history(self, unit: str | None = None) -> list[dict[str, Any]]:
        """Every delivery with each attempt at it, of the newest message first; one row where there was none yet."""
        rows = (
            select(
                MESSAGE.c.unit,
                MESSAGE.c.number,
                MESSAGE.c.reason,
                MESSAGE.c.created_at,
                DELIVERY.c.channel,
                DELIVERY.c.recipient,
                DELIVERY.c.state,
                DELIVERY.c.attempts,
                DELIVERY.c.next_attempt_at,
                ATTEMPT.c.at,
                ATTEMPT.c.outcome,
                ATTEMPT.c.detail,
            )
            .select_from(MESSAGE.outerjoin(DELIVERY).outerjoin(ATTEMPT))
            .order_by(MESSAGE.c.created_at.desc(), MESSAGE.c.unit, DELIVERY.c.recipient, ATTEMPT.c.id)
        )
        found = self.tx.execute(rows if unit is None else rows.where(MESSAGE.c.unit == unit))
        return [dict(row) for row in found.mappings()]

    def _end(self, *which: ColumnElement[bool]) -> None:
        superseded = {"state": DeliveryState.SUPERSEDED.value, "next_attempt_at": None, "lease_until": None}
        self.tx.execute(update(DELIVERY).where(*which).values(superseded))


def _claimable(now: datetime) -> ColumnElement[bool]:
    # While a delivery is being sent, the end of its lease stands as its next time.
    return DELIVERY.c.next_attempt_at <= now


def _delivery_row(message: Message, contact: Contact) -> dict[str, Any]:
    return {
        "id": uuid5(message.id, f"{MAIL}\n{contact.email.lower()}"),
        "message_id": message.id,
        "channel": MAIL,
        "recipient": contact.email,
        "recipient_name": contact.name,
        "language": contact.language,
        "state": PENDING,
        "attempts": 0,
        "lost": 0,
        "next_attempt_at": message.created_at,
    }


def _message(row: Row[Any]) -> Message:
    content = Content.model_validate_json(row.content)
    return Message(row.id, row.unit, row.number, row.thread, row.reason, row.created_at, content)
