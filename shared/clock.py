"""The time, as something that is passed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BUSINESS_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def business_time(moment: datetime) -> str:
    """A moment as lists show it, in the business zone: 2023-03-17T14:05:00+07:00."""
    return moment.astimezone(BUSINESS_ZONE).isoformat(timespec="seconds")
