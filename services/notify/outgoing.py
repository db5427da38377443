"""Messages, their deliveries and every attempt, in the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, insert, or_, select, update

from services.notify.domain.delivery import TOLD, DeliveryState, Message
from services.notify.domain.preference import takers
from services.notify.domain.published import NewEdition
from services.notify.domain.said import read_said
from services.notify.domain.way import way_of
from services.notify.page_tables import STOPPED
from services.notify.tables import ADDRESS, ATTEMPT, DELIVERY, MESSAGE
from shared.catalogue import Contact
from shared.clock import BUSINESS_ZONE

PENDING = DeliveryState.PENDING.value
MAIL = "mail"
ABOUT_ALERTS = MESSAGE.c.kind == "alerts"
#: columns that follow from what a message says
OF_CONTENT = ("content", "kind", "edition", "issue")
#: what a delivery is when another message has taken its place
SUPERSEDED = {"state": DeliveryState.SUPERSEDED.value, "next_attempt_at": None, "lease_until": None}


class OutgoingStore:
    """The tables of messages and deliveries, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def hold_waiting(self, unit: str) -> None:
        """Keep senders from what waits in messages to `unit` until the transaction ends."""
        mine = select(MESSAGE.c.id).where(MESSAGE.c.unit == unit, ABOUT_ALERTS)
        waiting = select(DELIVERY.c.id).where(DELIVERY.c.message_id.in_(mine), DELIVERY.c.state == PENDING)
        self.tx.execute(waiting.order_by(DELIVERY.c.id).with_for_update()).all()

    def last_told(self, unit: str) -> Message | None:
        """The newest message to `unit` about its alerts that someone has, or may have, received."""
        reached = select(DELIVERY.c.id).where(
            DELIVERY.c.message_id == MESSAGE.c.id, DELIVERY.c.state.in_([state.value for state in TOLD])
        )
        newest = select(MESSAGE).where(MESSAGE.c.unit == unit, ABOUT_ALERTS, reached.exists())
        newest = newest.order_by(MESSAGE.c.number.desc())
        row = self.tx.execute(newest.limit(1)).first()
        return None if row is None else _message(row)

    def last_number(self, unit: str) -> int:
        """How many messages have been written to `unit`."""
        return self.tx.scalar(select(func.max(MESSAGE.c.number)).where(MESSAGE.c.unit == unit)) or 0

    def supersede(self, unit: str, after: int) -> None:
        """Do not send any more what waits in messages to `unit` about its alerts numbered higher than `after`."""
        stale = select(MESSAGE.c.id).where(MESSAGE.c.unit == unit, MESSAGE.c.number > after, ABOUT_ALERTS)
        self._end(DELIVERY.c.message_id.in_(stale), DELIVERY.c.state == PENDING)

    def add(self, message: Message, contacts: Iterable[Contact]) -> int:
        """Keep a message and a delivery for each contact that wants it; returns how many of these can be sent."""
        said = message.content
        kept = {c.name: getattr(message, c.name) for c in MESSAGE.c if c.name not in OF_CONTENT}
        kept |= {"edition": said.period, "issue": said.issue} if isinstance(said, NewEdition) else {}
        self.tx.execute(insert(MESSAGE).values(**kept, kind=said.kind, content=said.model_dump_json()))
        day = message.created_at.astimezone(BUSINESS_ZONE).date()
        heard = [
            contact for contact in takers(contacts, message.content, day) if not self._has_stopped(message, contact)
        ]
        rows = [self._delivery_row(message, contact) for contact in heard]
        if rows:
            self.tx.execute(insert(DELIVERY), rows)
        return sum(row["state"] == PENDING for row in rows)

    def _has_stopped(self, message: Message, contact: Contact) -> bool:
        channel, folded = contact.key
        mine = STOPPED.c.channel == channel, STOPPED.c.address == folded, STOPPED.c.kind == message.content.kind
        return self.tx.scalar(select(STOPPED.c.at).where(*mine)) is not None

    def _delivery_row(self, message: Message, contact: Contact) -> dict[str, Any]:
        channel, folded = contact.key
        off = ADDRESS.c.channel == channel, ADDRESS.c.address == folded, ADDRESS.c.disabled_at.is_not(None)
        why = self.tx.scalar(select(ADDRESS.c.why).where(*off))
        return {
            "id": uuid5(message.id, f"{channel}\n{folded}"),
            "message_id": message.id,
            "channel": channel,
            "recipient": contact.address,
            "recipient_name": contact.name,
            "language": contact.language,
            "way": way_of(contact),
            "state": PENDING if why is None else DeliveryState.DISABLED.value,
            "attempts": 0,
            "lost": 0,
            "waits": 0,
            "next_attempt_at": message.created_at if why is None else None,
            "last_error": why,
        }

    def message(self, identity: UUID) -> Message:
        """The message of this id."""
        return _message(self.tx.execute(select(MESSAGE).where(MESSAGE.c.id == identity)).one())

    def is_overtaken(self, identity: UUID) -> bool:
        """Say whether a newer message says all that the message of this id says: about alerts, or of an edition."""
        newer = MESSAGE.alias("newer")
        later = and_(newer.c.kind == "alerts", ABOUT_ALERTS, newer.c.number > MESSAGE.c.number)
        again = and_(newer.c.edition == MESSAGE.c.edition, newer.c.issue > MESSAGE.c.issue)
        overtakes = exists().where(newer.c.unit == MESSAGE.c.unit, or_(later, again))
        return self.tx.scalar(select(MESSAGE.c.id).where(MESSAGE.c.id == identity, overtakes)) is not None

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
                func.coalesce(ATTEMPT.c.detail, DELIVERY.c.last_error).label("detail"),
            )
            .select_from(MESSAGE.outerjoin(DELIVERY).outerjoin(ATTEMPT))
            .order_by(MESSAGE.c.created_at.desc(), MESSAGE.c.unit, DELIVERY.c.recipient, ATTEMPT.c.id)
        )
        found = self.tx.execute(rows if unit is None else rows.where(MESSAGE.c.unit == unit))
        return [dict(row) for row in found.mappings()]

    def _end(self, *which: ColumnElement[bool]) -> None:
        self.tx.execute(update(DELIVERY).where(*which).values(SUPERSEDED))


def _message(row: Row[Any]) -> Message:
    content = read_said(row.content)
    return Message(
        row.id, row.unit, row.number, row.thread, row.reason, row.created_at, content, row.accepted_at, row.urgent
    )
