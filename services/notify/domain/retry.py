"""When a delivery that did not succeed is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

LADDER = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
#: longer than any single attempt can last; after it, whoever claimed the delivery is taken for dead
LEASE = timedelta(minutes=5)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failures; None when the ladder is at its end."""
    return now + LADDER[attempts - 1] if attempts <= len(LADDER) else None
