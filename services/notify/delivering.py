"""Delivering: claim what is due, hand it over outside any transaction, write down how it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from services.notify.channels.channel import Channel
from services.notify.delivery_store import DeliveryStore
from services.notify.domain import address, way
from services.notify.domain.address import Address
from services.notify.domain.answer import Answer
from services.notify.domain.delivery import Delivery, Outcome
from services.notify.domain.ending import Ending, given_up_unanswered, settle
from services.notify.domain.hours import Hours
from services.notify.way_store import AddressStore, WayStore
from shared.catalogue.alert_policy import AlertPolicy
from shared.catalogue.contact import CHANNELS
from shared.catalogue.contact import Channel as ChannelName
from shared.catalogue.working_days import WorkingDays
from shared.clock import Clock
from shared.database import Database
from shared.metrics import ADDRESSES_DISABLED, DELIVERIES, HANDOVER_SECONDS, WAYS_BLOCKED
from shared.trace import say_traced

LOG = structlog.get_logger()
#: an attempt without an answer may have arrived; a second one may arrive again, and no third is made
MOST_LOST = 1
A_WHILE = timedelta(seconds=1)
ANY_HOUR = Hours(AlertPolicy(), WorkingDays())


def deliver_due(
    database: Database,
    channels: Mapping[ChannelName, Channel],
    clock: Clock,
    most: int = 20,
    *,
    hours: Hours = ANY_HOUR,
    way: str | None = None,
) -> int:
    """Attempt at most `most` due deliveries of these channels (on one way), only urgent ones while the hours are shut.

    Begins none after a while: others may have come up that are due longer. Returns how many were attempted.
    """
    until = clock() + A_WHILE
    for attempted in range(most):
        shut = hours.shut(now := clock()) is not None
        if now > until:
            return attempted
        with database.read() as tx:
            if not DeliveryStore(tx, urgent_only=shut, way=way).is_due(channels, now):
                return attempted
        with database.write() as tx:
            delivery = DeliveryStore(tx, urgent_only=shut, way=way).claim(channels, clock())
        if delivery is None:
            return attempted
        deliver(delivery, channels[delivery.channel], database, clock)
    return most


def deliver(delivery: Delivery, channel: Channel, database: Database, clock: Clock) -> None:
    """Hand one claimed delivery over and write down what became of it."""
    if delivery.repeats_show and delivery.lost > MOST_LOST:
        ending, dead = given_up_unanswered(), None
        with database.write() as tx:
            DeliveryStore(tx).record(delivery, ending, clock())
    else:
        answer = channel.deliver(delivery)
        with database.write() as tx:
            ending, dead = conclude(delivery, answer, tx, clock())
    report(delivery, ending, clock())
    if dead is not None:
        report_disabled(dead, delivery.message.unit)


def conclude(delivery: Delivery, answer: Answer, tx: Connection, now: datetime) -> tuple[Ending, Address | None]:
    """Write down what an answer means for the delivery, its way and its address; the address if it is now disabled."""
    ways, addresses = WayStore(tx), AddressStore(tx)
    was = ways.blocked(delivery.way)
    blocked = way.after(delivery.way, delivery.channel, was, answer, now)
    if blocked != was:
        ways.keep(delivery.way, blocked)
    ending = settle(delivery, answer, now, open_at=None if blocked is None else blocked.open_at)
    DeliveryStore(tx).record(delivery, ending, now)
    before = addresses.address(delivery.channel, delivery.recipient)
    known = address.after(before, answer, ending, now)
    if known != before:
        addresses.keep(known)
    return ending, known if known.is_disabled and not before.is_disabled else None


def report(delivery: Delivery, ending: Ending, now: datetime) -> None:
    """Count an attempt, and log it."""
    DELIVERIES.labels(delivery.channel, ending.outcome.value).inc()
    message, traces = delivery.message, delivery.message.content.traces
    facts = {
        "unit": message.unit,
        "message": str(message.id),
        "reason": message.reason,
        "channel": delivery.channel,
        "outcome": ending.outcome.value,
        "attempts": delivery.attempts,
    }
    if ending.outcome in (Outcome.SENT, Outcome.MAYBE_DUPLICATE) and message.accepted_at is not None:
        HANDOVER_SECONDS.labels(delivery.channel).observe((now - message.accepted_at).total_seconds())
    if ending.detail:
        say_traced(LOG.warning, "delivery did not succeed", traces, **facts, detail=ending.detail)
    else:
        say_traced(LOG.info, "message delivered", traces, **facts)


def report_disabled(found: Address, unit: str) -> None:
    """Tell the operator that nothing is sent to an address any more."""
    LOG.error("address disabled", unit=unit, channel=found.channel, address=found.address, why=found.why)


def gauge_ways(database: Database) -> None:
    """Set how many ways are blocked and how many addresses disabled, by channel; one without any stands at 0."""
    with database.read() as tx:
        ways = Counter(found.name.partition(":")[0] for found in WayStore(tx).every_blocked())
        addresses = Counter(found.channel for found in AddressStore(tx).disabled())
    for channel in CHANNELS:
        WAYS_BLOCKED.labels(channel).set(ways[channel])
        ADDRESSES_DISABLED.labels(channel).set(addresses[channel])
