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
    """News of one unit that no message has told yet: when the first and the last of it came.

    `accepted_at` is when the first of the figures was accepted that it is news of.
    """

    unit: str
    first_at: datetime
    last_at: datetime
    accepted_at: datetime | None = None

    def joined(self, now: datetime, accepted_at: datetime | None = None) -> Gathering:
        """The gathering after one more piece of news."""
        known = [moment for moment in (self.accepted_at, accepted_at) if moment is not None]
        return replace(self, last_at=max(self.last_at, now), accepted_at=min(known, default=None))

    def due_at(self, patience: Patience) -> datetime:
        """When its message is due: after the quiet, but never later than the longest wait."""
        return min(self.last_at + patience.quiet, self.first_at + patience.longest)

    def is_due(self, patience: Patience, now: datetime) -> bool:
        return now >= self.due_at(patience)


def gather(gathering: Gathering | None, unit: str, now: datetime, accepted_at: datetime | None = None) -> Gathering:
    """Add news that came at `now`, of a figure accepted earlier, to what is being gathered for `unit`."""
    return (gathering or Gathering(unit, now, now)).joined(now, accepted_at)
