"""Delivering to many hosts at once, so that a slow one keeps no other waiting."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from services.notify.channels.channel import Channel
from services.notify.delivering import ANY_HOUR, deliver_due
from services.notify.delivery_store import DeliveryStore
from services.notify.domain.hours import Hours
from shared.catalogue.contact import Channel as ChannelName
from shared.clock import Clock
from shared.database import Database

#: green threads in a service
AT_ONCE = 8


def post_due(database: Database, channels: Mapping[ChannelName, Channel], clock: Clock, hours: Hours = ANY_HOUR) -> int:
    """Attempt due deliveries on several ways at once, one after the other on each; returns how many.

    What is due on another way meanwhile waits for no more than the slowest attempt.
    """
    with database.read() as tx:
        store = DeliveryStore(tx, urgent_only=hours.shut(clock()) is not None)
        ways = store.due_ways(channels, clock(), AT_ONCE)
    if not ways:
        return 0
    with ThreadPoolExecutor(len(ways)) as hands:
        return sum(hands.map(lambda way: deliver_due(database, channels, clock, hours=hours, way=way), ways))
