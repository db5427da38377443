"""How far an installation has looked at the days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Watch:
    """What was due before `since` is none of this installation's business; up to `seen` it has looked."""

    name: str
    since: date
    seen: date

    @classmethod
    def begun(cls, name: str, since: date) -> Watch:
        return cls(name, since, since - timedelta(days=1))

    def until(self, day: date) -> Watch:
        """Having looked up to `day`; it never looks back."""
        return replace(self, seen=max(self.seen, day))
