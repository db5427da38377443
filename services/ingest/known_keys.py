"""Keys that were shown lately, so that not every request asks the database who sends it.

Nothing is kept on the word of this memory alone: the transaction that keeps figures looks the key up again, and one
that was revoked meanwhile is refused there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from services.ingest.domain.key import TOLD, Key, Unusable
from services.ingest.keys import find_keys
from shared.errors import Refused, TryLater

#: so long an answer that keeps nothing (what was sent cannot be read) may rest on this memory
REMEMBERED = timedelta(seconds=10)
MOST_KNOWN = 1000


class KnownKeys:
    """Keys by the hash of the secret that was shown."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[Key, datetime]] = OrderedDict()

    def get(self, sha256: str, now: datetime) -> Key | None:
        """The key as it was not long ago."""
        key, at = self._known.get(sha256, (None, now))
        return key if abs(now - at) < REMEMBERED else None

    def remember(self, sha256: str, key: Key, now: datetime) -> None:
        """Remember a key that could be used."""
        self._known[sha256] = key, now
        self._known.move_to_end(sha256)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def looked_up(self, tx: Connection, hashes: Collection[str], now: datetime) -> dict[str, Key]:
        """The keys as they are now."""
        found = find_keys(tx, hashes)
        for sha256 in hashes:
            self._known.pop(sha256, None)
        for sha256, key in found.items():
            self.remember(sha256, key, now)
        return found


def confirm(key: Key, now_known: Key | None, address: str, now: datetime) -> None:
    """Raises Refused when a key that was let in may not be used any more, TryLater when its rights have changed."""
    reason = Unusable.UNKNOWN if now_known is None else now_known.unusable(address, now)
    if reason is not None:
        raise Refused(*TOLD[reason])
    if now_known is not None and _rights(now_known) != _rights(key):
        raise TryLater("the key has changed meanwhile")


def same_rights(one: Key, other: Key, now: datetime) -> bool:
    """Say whether a key may send the same as it might when it was looked up before."""
    same = one.id == other.id and _rights(one) == _rights(other)
    return same and one.unusable("", now) == other.unusable("", now)


def _rights(key: Key) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return key.source, key.units, key.indicators
