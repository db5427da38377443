"""Refused uses of keys, counted: one entry a minute for each address and reason, however many there were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.ingest.domain.address import network
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.key import Unusable

MINUTE = timedelta(minutes=1)
#: of so many addresses the uses are told apart within a minute; all others are one entry for each reason
MOST_TOLD_APART = 200
OTHERS = "others"


@dataclass(frozen=True)
class Use:
    """Somebody showed a key that could not be used; `key_id` and `source` are empty when it is nobody's."""

    reason: Unusable
    address: str
    key_id: str = ""
    source: str = ""


@dataclass
class Count:
    """How often, since when, until when, and the first trace."""

    first: datetime
    last: datetime
    trace_id: str | None
    times: int = 1


@dataclass
class Tally:
    """Counts until a minute is over. What a killed process had counted is lost, at most a minute of it."""

    counts: dict[Use, Count] = field(default_factory=dict)

    def note(self, use: Use, now: datetime, trace_id: str | None) -> None:
        """Count one use."""
        told = Use(use.reason, network(use.address), use.key_id, use.source)
        if told not in self.counts and len(self.counts) >= MOST_TOLD_APART:
            told = Use(use.reason, OTHERS)
        count = self.counts.get(told)
        if count is None:
            self.counts[told] = Count(now, now, trace_id)
        else:
            count.last, count.times = now, count.times + 1

    def take(self, before: datetime | None = None) -> dict[Use, Count]:
        """What began before then (None: all), counted no more."""
        due = [use for use, count in self.counts.items() if before is None or count.first <= before]
        return {use: self.counts.pop(use) for use in due}

    def give_back(self, taken: dict[Use, Count]) -> None:
        """Go on counting what was taken and could not be kept."""
        for use, count in taken.items():
            since = self.counts.get(use)
            if since is not None:
                count.last, count.times = since.last, count.times + since.times
            self.counts[use] = count


def entries(counts: Mapping[Use, Count]) -> list[Entry]:
    """What is put on record of them."""
    return [_entry(use, count) for use, count in counts.items()]


def _entry(use: Use, count: Count) -> Entry:
    return Entry(
        Action.KEY_REFUSED,
        count.first,
        actor=use.source,
        key_id=use.key_id or None,
        address=use.address,
        trace_id=count.trace_id,
        details={
            "reason": str(use.reason),
            "times": count.times,
            "until": count.last.astimezone(UTC).isoformat(timespec="seconds"),
        },
    )
