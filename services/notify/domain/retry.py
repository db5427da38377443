"""When a delivery that did not succeed is tried again, and when one that gets nowhere is given up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from shared.catalogue.contact import Channel


def _of_minutes(*minutes: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=one) for one in minutes)


MAIL_LADDER = (timedelta(seconds=10), *_of_minutes(1, 10, 60, 360))
#: the pauses of Standard Webhooks: after the first attempt 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h
WEBHOOK_LADDER = (timedelta(seconds=5), *_of_minutes(5, 30, 120, 300, 600, 840, 1200, 1440))
LADDERS: Mapping[Channel, Sequence[timedelta]] = {
    "mail": MAIL_LADDER,
    "webhook": WEBHOOK_LADDER,
    "apprise": MAIL_LADDER,
}
#: how often a way that is blocked is probed; the last pause repeats
PROBES: Mapping[Channel, Sequence[timedelta]] = {
    "mail": (timedelta(seconds=10), timedelta(seconds=30), *_of_minutes(1, 2, 5)),
    "webhook": WEBHOOK_LADDER,
    "apprise": (timedelta(seconds=10), *_of_minutes(1, 5)),
}
#: a message that waited this long for a blocked way is no news any more
LONGEST_WAIT: Mapping[Channel, timedelta] = {
    "mail": timedelta(days=3),
    "webhook": sum(WEBHOOK_LADDER, timedelta()),
    "apprise": timedelta(days=3),
}
#: the mail server is ours and one; receivers outside must not all be asked again in the same second
JITTERED: frozenset[Channel] = frozenset({"webhook", "apprise"})
LONGEST_PAUSE = timedelta(hours=24)
#: longer than any single attempt can last; after it, whoever claimed the delivery is taken for dead
LEASE = timedelta(minutes=5)


def next_attempt(channel: Channel, identity: str, tried: int, now: datetime) -> datetime | None:
    """When to try again after `tried` attempts that were answered; None when the ladder is at its end."""
    ladder = LADDERS[channel]
    return now + _jittered(channel, ladder[tried - 1], f"{identity}\n{tried}") if tried <= len(ladder) else None


def next_probe(channel: Channel, way: str, failures: int, now: datetime) -> datetime:
    """When to probe a way after `failures` in a row."""
    pauses = PROBES[channel]
    return now + _jittered(channel, pauses[min(failures, len(pauses)) - 1], f"{way}\n{failures}")


def _jittered(channel: Channel, pause: timedelta, identity: str) -> timedelta:
    """Up to a tenth more, the same for the same `identity`."""
    if channel not in JITTERED:
        return pause
    share = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:2])
    return pause + pause * share // (10 * 0xFFFF)
