"""Deliveries in the database: taken by one sender at a time, and how each attempt ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, insert, select, true, update

from services.notify.domain.delivery import Delivery, DeliveryState, Outcome
from services.notify.domain.ending import Ending
from services.notify.domain.retry import LEASE
from services.notify.outgoing import SUPERSEDED, OutgoingStore
from services.notify.tables import ATTEMPT, BLOCKED_WAY, DELIVERY, MESSAGE

SENDING = DeliveryState.SENDING.value


class DeliveryStore:
    """The tables of deliveries and attempts, within one transaction.

    While `urgent_only`, the rest is not due; nor is what leads another `way`, where one is given.
    """

    def __init__(self, tx: Connection, *, urgent_only: bool = False, way: str | None = None) -> None:
        self.tx, self.messages, self.urgent_only, self.way = tx, OutgoingStore(tx), urgent_only, way

    def is_due(self, channels: Collection[str], now: datetime) -> bool:
        """Say whether a delivery on an open way is waiting for its time, or its sender has died."""
        return self.tx.scalar(select(DELIVERY.c.id).where(self._claimable(channels, now)).limit(1)) is not None

    def due_ways(self, channels: Collection[str], now: datetime, most: int) -> list[str]:
        """At most so many open ways that deliveries are due on, the longest due first."""
        due = select(DELIVERY.c.way).where(self._claimable(channels, now)).group_by(DELIVERY.c.way)
        return list(self.tx.scalars(due.order_by(func.min(DELIVERY.c.next_attempt_at)).limit(most)))

    def claim(self, channels: Collection[str], now: datetime) -> Delivery | None:
        """Take the delivery on an open way that has been due longest, for the time of a lease.

        No two claims take the same, nor two the same way while it is only probed.
        """
        query = select(DELIVERY).where(self._claimable(channels, now)).order_by(DELIVERY.c.next_attempt_at).limit(1)
        while row := self.tx.execute(query.with_for_update(skip_locked=True)).first():
            if self.messages.is_overtaken(row.message_id):
                # Its sender died, or failed while the newer one was written: what it says is no longer so.
                self._end(row)
            elif self._may_go(row.way, now):
                return self._take(row, row.lost + (row.state == SENDING), now)
        return None

    def _may_go(self, way: str, now: datetime) -> bool:
        """Say whether a way is open, or is ours to probe for the time of a lease."""
        mine = update(BLOCKED_WAY).where(BLOCKED_WAY.c.name == way, BLOCKED_WAY.c.open_at <= now)
        if self.tx.execute(mine.values(open_at=now + LEASE)).rowcount:
            return True
        return self.tx.scalar(select(BLOCKED_WAY.c.name).where(BLOCKED_WAY.c.name == way)) is None

    def _take(self, row: Row[Any], lost: int, now: datetime) -> Delivery:
        until, attempts = now + LEASE, row.attempts + 1
        taken = {
            "state": SENDING,
            "attempts": attempts,
            "lost": lost,
            "lease_until": until,
            "next_attempt_at": until,
        }
        self.tx.execute(update(DELIVERY).where(DELIVERY.c.id == row.id).values(taken))
        message = self.messages.message(row.message_id)
        return Delivery(
            id=row.id,
            message=message,
            channel=row.channel,
            recipient=row.recipient,
            recipient_name=row.recipient_name,
            language=row.language,
            way=row.way,
            attempts=attempts,
            lost=lost,
            waits=row.waits,
        )

    def record(self, delivery: Delivery, ending: Ending, now: datetime) -> None:
        """Write down how an attempt ended; what would be tried again is not when there is a newer message.

        Of an attempt that outlived its lease nothing follows: the delivery is another's now.
        """
        self.tx.execute(
            insert(ATTEMPT).values(delivery_id=delivery.id, at=now, outcome=ending.outcome.value, detail=ending.detail)
        )
        overtaken = ending.again_at is not None and self.messages.is_overtaken(delivery.message.id)
        ended = {
            "state": DeliveryState.SUPERSEDED.value if overtaken else ending.state.value,
            "next_attempt_at": None if overtaken else ending.again_at,
            "lease_until": None,
            "lost": delivery.lost + ending.uncertain,
            "waits": delivery.waits + (ending.outcome is Outcome.WAITS),
            "last_error": ending.detail or None,
        }
        mine = DELIVERY.c.id == delivery.id, DELIVERY.c.attempts == delivery.attempts
        self.tx.execute(update(DELIVERY).where(*mine).values(ended))

    def _claimable(self, channels: Collection[str], now: datetime) -> ColumnElement[bool]:
        # While a delivery is being sent, the end of its lease stands as its next time.
        blocked = exists().where(BLOCKED_WAY.c.name == DELIVERY.c.way, BLOCKED_WAY.c.open_at > now)
        urgent = exists().where(MESSAGE.c.id == DELIVERY.c.message_id, MESSAGE.c.urgent)
        is_time = and_(DELIVERY.c.next_attempt_at <= now, DELIVERY.c.channel.in_(sorted(channels)), ~blocked)
        mine = true() if self.way is None else DELIVERY.c.way == self.way
        return and_(is_time, mine, urgent) if self.urgent_only else and_(is_time, mine)

    def _end(self, row: Row[Any]) -> None:
        self.tx.execute(update(DELIVERY).where(DELIVERY.c.id == row.id).values(SUPERSEDED))
