"""What the pages behind the links look up: the delivery that a link came with, and who gets no more digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from services.notify.domain.delivery import Message
from services.notify.outgoing import OutgoingStore
from services.notify.page_tables import OPTED_OUT
from services.notify.tables import DELIVERY
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
        """No more digests to this address; asking twice changes nothing."""
        channel, address = address_key(sent.channel, sent.address)
        if (channel, address) not in self.opted_out():
            self.tx.execute(insert(OPTED_OUT).values(channel=channel, address=address, at=now))

    def opt_in(self, channel: str, address: str) -> bool:
        """Digests to this address again; False where it had never opted out."""
        channel, address = address_key(channel, address)
        mine = (OPTED_OUT.c.channel == channel, OPTED_OUT.c.address == address)
        return bool(self.tx.execute(delete(OPTED_OUT).where(*mine)).rowcount)

    def opted_out(self) -> set[tuple[str, str]]:
        """Channel and address of everybody who gets no more digests."""
        return {(row.channel, row.address) for row in self.tx.execute(select(OPTED_OUT))}
