"""How many requests a key may make: a bucket of tokens that fills with time."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime

from shared.errors import Refused


@dataclass
class Bucket:
    """Tokens left at a moment."""

    tokens: float
    at: datetime


@dataclass
class RateLimit:
    """`per_minute` requests a minute for each key, which may also come at once."""

    per_minute: int
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def take(self, key: str, now: datetime) -> None:
        """Take one token. Raises Refused, its value the whole seconds until there is one."""
        bucket = self.buckets.setdefault(key, Bucket(self.per_minute, now))
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.tokens = min(float(self.per_minute), bucket.tokens + passed * self.per_minute / 60)
        bucket.at = now
        if bucket.tokens < 1:
            wait = math.ceil((1 - bucket.tokens) * 60 / self.per_minute)
            raise Refused(
                "too-many-requests", f"a key may make {self.per_minute} requests a minute; wait {wait} s", value=wait
            )
        bucket.tokens -= 1
