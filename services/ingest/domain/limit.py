"""How often a key may be used, and a wrong one tried."""

from __future__ import annotations

from datetime import datetime

from services.ingest.domain.address import network
from services.ingest.domain.tally import Tally
from shared.buckets import Buckets
from shared.errors import Refused
from shared.wording import say

#: a sender who mistyped or lost a key does not notice this limit; one who tries keys does
WRONG_KEYS_PER_MINUTE = 30


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

    def give_back(self, key: str) -> None:
        """Take back that a request of a key was counted: nothing came of it, and it comes again."""
        self._requests.give_back(key)

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
