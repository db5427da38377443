"""What could not be applied: parked with its reason, listed, replayed or discarded by an operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shared.errors import DeadLetter, Refused
from shared.events import NAMESPACE
from shared.messaging.outbox import put
from shared.messaging.packing import Packed
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import FLOW, Subscription
from shared.messaging.wire import BATCH, decode, encode

DEAD = PLUMBING.dead


class State(StrEnum):
    """What became of a dead letter."""

    PARKED = "parked"
    REPLAYED = "replayed"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Letter:
    """One event, or one unreadable message (`event_id` None), that could not be applied."""

    event_id: UUID | None
    message_id: UUID | None
    body: bytes
    content_type: str | None
    error: str
    traceback: str | None = None

    def id_for(self, consumer: str) -> UUID:
        """The same for the same event or body, so that a redelivery does not park it twice."""
        what = str(self.event_id) if self.event_id else self.body.hex()
        return uuid5(NAMESPACE, f"dead\n{consumer}\n{what}")


def park(tx: Connection, consumer: str, letters: Sequence[Letter], now: datetime) -> None:
    """Write down what `consumer` could not apply. What was replayed in vain is parked again."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    for letter in {letter.id_for(consumer): letter for letter in letters}.values():
        statement = dialect.insert(DEAD).values(
            id=letter.id_for(consumer), consumer=consumer, at=now, state=State.PARKED, **_stored(letter)
        )
        tx.execute(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_={name: statement.excluded[name] for name in ("message_id", "error", "traceback", "at", "state")},
                where=DEAD.c.state == State.REPLAYED,
            )
        )


def listed(tx: Connection, *, consumer: str | None = None, state: State | None = State.PARKED) -> list[Row[Any]]:
    """The dead letters of one service, newest first."""
    query = select(DEAD).order_by(DEAD.c.at.desc(), DEAD.c.id)
    if consumer is not None:
        query = query.where(DEAD.c.consumer == consumer)
    if state is not None:
        query = query.where(DEAD.c.state == state)
    return list(tx.execute(query).all())


def found(tx: Connection, dead_id: UUID) -> Row[Any] | None:
    """One dead letter."""
    return tx.execute(select(DEAD).where(DEAD.c.id == dead_id)).one_or_none()


def replay(tx: Connection, dead_id: UUID, now: datetime) -> None:
    """Send a dead letter to its consumer's own queue again, under its own event id.

    It goes through the outbox of the consumer's service. Raises Refused when it is unknown, discarded or unreadable.
    """
    row = _live(tx, dead_id)
    subscription = _subscription(row.consumer)
    if row.event_id is None:
        _demand_readable(subscription, row)
    text = bytes(row.body).decode("utf-8", "replace")
    body = text if row.content_type == BATCH else encode([text])
    put(tx, [Packed(uuid4(), subscription.queue, body, 1)], now, exchange="")
    _become(tx, dead_id, State.REPLAYED, now)


def discard(tx: Connection, dead_id: UUID, reason: str, now: datetime) -> None:
    """Decide that a dead letter is never to be applied, for this reason. Raises Refused when it is unknown."""
    row = _live(tx, dead_id)
    tx.execute(update(DEAD).where(DEAD.c.id == row.id).values(note=_storable(reason)))
    _become(tx, dead_id, State.DISCARDED, now)


def _stored(letter: Letter) -> dict[str, object]:
    return {
        "event_id": letter.event_id,
        "message_id": letter.message_id,
        "body": letter.body,
        "content_type": _storable(letter.content_type),
        "error": _storable(letter.error),
        "traceback": _storable(letter.traceback),
    }


def _storable(text: str | None) -> str | None:
    # PostgreSQL has no NUL in texts; parking must never fail over what is parked.
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _live(tx: Connection, dead_id: UUID) -> Row[Any]:
    row = found(tx, dead_id)
    if row is None:
        raise Refused("unknown-dead-letter", f"there is no dead letter {dead_id}")
    if row.state == State.DISCARDED:
        raise Refused("discarded-dead-letter", f"dead letter {dead_id} was discarded")
    return row


def _subscription(consumer: str) -> Subscription:
    for subscription in FLOW:
        if subscription.consumer == consumer:
            return subscription
    raise Refused("unknown-consumer", f"nothing consumes as {consumer} any more")


def _demand_readable(subscription: Subscription, row: Row[Any]) -> None:
    try:
        decode(subscription.event, row.content_type, bytes(row.body))
    except DeadLetter as error:
        raise Refused("unreadable-dead-letter", f"dead letter {row.id} is still unreadable: {error}") from error


def _become(tx: Connection, dead_id: UUID, state: State, now: datetime) -> None:
    tx.execute(update(DEAD).where(DEAD.c.id == dead_id).values(state=state, at=now))
