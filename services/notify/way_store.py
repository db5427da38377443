"""Blocked ways and disabled addresses in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from services.notify.domain.address import Address
from services.notify.domain.delivery import DeliveryState
from services.notify.domain.way import BlockedWay
from services.notify.outgoing import OutgoingStore
from services.notify.tables import ADDRESS, BLOCKED_WAY, DELIVERY
from shared.bulk import upsert
from shared.catalogue.contact import address_key


class WayStore:
    """The table of ways that are blocked, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def blocked(self, name: str) -> BlockedWay | None:
        """How a way is blocked; None while it is open."""
        rows = self.tx.execute(select(BLOCKED_WAY).where(BLOCKED_WAY.c.name == name).with_for_update())
        found = rows.mappings().first()
        return None if found is None else BlockedWay(**found)

    def every_blocked(self) -> list[BlockedWay]:
        """Every way that is blocked, the longest blocked first."""
        rows = self.tx.execute(select(BLOCKED_WAY).order_by(BLOCKED_WAY.c.since)).mappings()
        return [BlockedWay(**row) for row in rows]

    def keep(self, name: str, way: BlockedWay | None) -> None:
        """Write down how a way stands; None opens it."""
        if way is None:
            self.tx.execute(delete(BLOCKED_WAY).where(BLOCKED_WAY.c.name == name))
        else:
            # Another may find it blocked in the same moment.
            upsert(self.tx, BLOCKED_WAY, [asdict(way)])


class AddressStore:
    """The table of addresses that refused something, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def address(self, channel: str, address: str) -> Address:
        """What is known of an address."""
        channel, folded = address_key(channel, address)
        one = ADDRESS.c.channel == channel, ADDRESS.c.address == folded
        rows = self.tx.execute(select(ADDRESS).where(*one).with_for_update())
        found = rows.mappings().first()
        return Address(channel, folded) if found is None else Address(**found)

    def disabled(self) -> list[Address]:
        """Every address that is disabled."""
        found = select(ADDRESS).where(ADDRESS.c.disabled_at.is_not(None))
        return [Address(**row) for row in self.tx.execute(found.order_by(ADDRESS.c.disabled_at)).mappings()]

    def keep(self, address: Address) -> None:
        """Write down what is known of an address; what was to be sent to one that is disabled is not."""
        if address.refusals or address.is_disabled:
            upsert(self.tx, ADDRESS, [asdict(address)])
        else:
            mine = ADDRESS.c.channel == address.channel, ADDRESS.c.address == address.address
            self.tx.execute(delete(ADDRESS).where(*mine))
        if address.is_disabled:
            ended = {"state": DeliveryState.DISABLED.value, "next_attempt_at": None, "last_error": address.why}
            waiting = DELIVERY.c.state == DeliveryState.PENDING.value
            self.tx.execute(update(DELIVERY).where(*_to(address), waiting).values(ended))

    def enable(self, address: Address, now: datetime) -> int:
        """Send to an address again, first what its units were last told; returns how many messages that is."""
        self.keep(Address(address.channel, address.address))
        held = select(DELIVERY.c.id, DELIVERY.c.message_id).where(
            *_to(address), DELIVERY.c.state == DeliveryState.DISABLED.value
        )
        messages = OutgoingStore(self.tx)
        current = [row.id for row in self.tx.execute(held).all() if not messages.is_overtaken(row.message_id)]
        waits = {"state": DeliveryState.PENDING.value, "next_attempt_at": now, "last_error": None}
        self.tx.execute(update(DELIVERY).where(DELIVERY.c.id.in_(current)).values(waits))
        return len(current)


def _to(address: Address) -> tuple[Any, ...]:
    column = func.lower(DELIVERY.c.recipient) if address.channel == "mail" else DELIVERY.c.recipient
    return DELIVERY.c.channel == address.channel, column == address.address
