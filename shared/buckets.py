"""How often something may be done: a bucket of tokens that fills with time, for each who does it."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

#: of so many names the state is kept; who did nothing for longest is forgotten first
MOST_KNOWN = 10_000


@dataclass
class Bucket:
    """Tokens left at a moment."""

    tokens: float
    at: datetime


@dataclass
class Buckets:
    """`per_minute` tokens a minute for each name, which may also be taken at once."""

    per_minute: int
    most: int = MOST_KNOWN
    known: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    def take(self, name: str, now: datetime) -> int:
        """Take one token: 0, or the whole seconds until there is one."""
        bucket = self.known.setdefault(name, Bucket(self.per_minute, now))
        self.known.move_to_end(name)
        if len(self.known) > self.most:
            self.known.popitem(last=False)
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.tokens = min(float(self.per_minute), bucket.tokens + passed * self.per_minute / 60)
        bucket.at = now
        if bucket.tokens < 1:
            return math.ceil((1 - bucket.tokens) * 60 / self.per_minute)
        bucket.tokens -= 1
        return 0

    def give_back(self, name: str) -> None:
        """Take back that a token was taken."""
        if name in self.known:
            self.known[name].tokens += 1
