"""Gathering: waiting a little, so that a unit hears of everything in one message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Patience:
    """How long to wait for quiet, and how long at most."""

    quiet: timedelta
    longest: timedelta

    @classmethod
    def of_seconds(cls, quiet: float, longest: float) -> Patience:
        return cls(timedelta(seconds=quiet), timedelta(seconds=longest))


@dataclass(frozen=True)
class Gathering:
    """News of one unit that no message has told yet: when the first and the last of it came."""

    unit: str
    first_at: datetime
    last_at: datetime

    def joined(self, now: datetime) -> Gathering:
        """The gathering after one more piece of news."""
        return replace(self, last_at=max(self.last_at, now))

    def due_at(self, patience: Patience) -> datetime:
        """When its message is due: after the quiet, but never later than the longest wait."""
        return min(self.last_at + patience.quiet, self.first_at + patience.longest)

    def is_due(self, patience: Patience, now: datetime) -> bool:
        return now >= self.due_at(patience)


def gather(gathering: Gathering | None, unit: str, now: datetime) -> Gathering:
    """Add news that came at `now` to what is being gathered for `unit`."""
    return Gathering(unit, now, now) if gathering is None else gathering.joined(now)
