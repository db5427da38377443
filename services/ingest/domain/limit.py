"""How often something may be done: a bucket of tokens that fills with time, for each who does it."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from services.ingest.domain.address import network
from services.ingest.domain.tally import Tally
from shared.errors import Refused
from shared.wording import say

#: a sender who mistyped or lost a key does not notice this limit; one who tries keys does
WRONG_KEYS_PER_MINUTE = 30
#: of so many keys or addresses the state is kept; who did nothing for longest is forgotten first
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


class RateLimit:
    """How many requests a key may make, and how many wrong keys an address may try.

    A right key is never refused for the wrong ones beside it: behind one proxy all senders have one address, and a key
    of 256 random bits is not found by trying. The second limit only slows who tries, and names the trouble.
    """

    def __init__(self, per_minute: int, wrong_per_minute: int = WRONG_KEYS_PER_MINUTE) -> None:
        self._requests = Buckets(per_minute)
        self._wrong = Buckets(wrong_per_minute)
        self.tally = Tally()

    def take(self, key: str, now: datetime) -> None:
        """Count a request of a key. Raises Refused, its value the whole seconds until the key may make another."""
        wait = self._requests.take(key, now)
        if wait:
            most = self._requests.per_minute
            raise Refused("too-many-requests", say("requests-a-minute", most=most, wait=wait), value=wait)

    def wrong_key(self, address: str, now: datetime) -> None:
        """Count a wrong key from an address. Raises Refused, its value the whole seconds until it may try another."""
        wait = self._wrong.take(network(address), now)
        if wait:
            most = self._wrong.per_minute
            raise Refused(
                "too-many-wrong-keys",
                say("wrong-keys-a-minute", most=most, wait=wait),
                value=wait,
            )
