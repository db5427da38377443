"""What the pages behind the links look up: the delivery that a link came with, and who has stopped what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select

from services.notify.domain.delivery import Message
from services.notify.outgoing import OutgoingStore
from services.notify.page_tables import STOPPED
from services.notify.tables import DELIVERY
from shared.bulk import insert_missing
from shared.catalogue.contact import address_key


@dataclass(frozen=True)
class Sent:
    """A message as it was sent to one address."""

    message: Message
    channel: str
    address: str
    name: str
    language: str


class PageStore:
    """Deliveries and who opted out, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def sent(self, delivery: UUID) -> Sent | None:
        """What was sent with the delivery of this id."""
        row = self.tx.execute(select(DELIVERY).where(DELIVERY.c.id == delivery)).first()
        if row is None:
            return None
        message = OutgoingStore(self.tx).message(row.message_id)
        return Sent(message, row.channel, row.recipient, row.recipient_name, row.language)

    def opt_out(self, sent: Sent, now: datetime) -> None:
        """No more messages of this kind to this address; asking twice changes nothing."""
        channel, address = address_key(sent.channel, sent.address)
        row = {"channel": channel, "address": address, "kind": sent.message.content.kind, "at": now}
        insert_missing(self.tx, STOPPED, [row])

    def opt_in(self, channel: str, address: str) -> bool:
        """Everything to this address again; False where it had never stopped anything."""
        channel, address = address_key(channel, address)
        mine = (STOPPED.c.channel == channel, STOPPED.c.address == address)
        return bool(self.tx.execute(delete(STOPPED).where(*mine)).rowcount)

    def stopped(self) -> set[tuple[str, str, str]]:
        """Channel and address of everybody who gets no more messages of a kind, and the kind."""
        return {(row.channel, row.address, row.kind) for row in self.tx.execute(select(STOPPED))}
