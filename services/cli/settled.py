"""Whether everything accepted so far has gone all the way: recorded by each subscriber, and told to units."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from services.cli.assembly import Assembly
from services.notify.domain.delivery import DeliveryState
from services.notify.tables import DELIVERY, GATHERING
from shared.database import Database
from shared.messaging.inbox import recorded_messages
from shared.messaging.outbox import OUTBOX
from shared.messaging.sweep import Route

UNDERWAY = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)


def settled(assembly: Assembly) -> bool:
    """Say whether no message waits for a subscriber and no mail waits to be gathered or delivered."""
    return not any(unrecorded(route) for route in assembly.routes()) and nothing_to_send(assembly.databases["notify"])


def unrecorded(route: Route) -> int:
    """How many messages of a route its consumer has not recorded yet."""
    with route.consumer.read() as tx:
        return len(unrecorded_messages(route, tx))


def unrecorded_messages(route: Route, consumer: Connection) -> list[UUID]:
    """The messages of a route that are not recorded yet, as a transaction of its consumer sees it."""
    with route.producer.read() as tx:
        wanted = select(OUTBOX.c.message_id).where(OUTBOX.c.routing_key == route.subscription.routing_key)
        announced = list(tx.execute(wanted).scalars())
    recorded = recorded_messages(consumer, route.subscription.consumer, announced)
    return [message for message in announced if message not in recorded]


def nothing_to_send(notify: Database) -> bool:
    """Say whether no unit's message is being gathered and no delivery is under way."""
    with notify.read() as tx:
        gathering = tx.execute(select(func.count()).select_from(GATHERING)).scalar_one()
        underway = select(func.count()).where(or_(*(DELIVERY.c.state == state for state in UNDERWAY)))
        return gathering == 0 and tx.execute(underway).scalar_one() == 0
