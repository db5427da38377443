"""Who is let in with a key, and what is noted of those who are and those who are not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.ingest.domain.key import TOLD, Key, Unusable
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.tally import Use
from services.ingest.keys import digest, find_key, note_use, use_is_noted
from services.ingest.known_keys import KnownKeys
from shared.database import Database
from shared.errors import Refused
from shared.metrics import KEYS_REFUSED


@dataclass(frozen=True)
class Caller:
    """Somebody who shows a secret, from an address, in a trace."""

    secret: str
    address: str = ""
    trace_id: str | None = None


def admit(caller: Caller, database: Database, rate: RateLimit, now: datetime, known: KnownKeys | None = None) -> Key:
    """The key that was shown. Raises Refused for one that cannot be used, for trying too many, or for coming too often.

    The use is noted, once a minute. A key that is `known` is not looked up: whoever keeps something does that.
    """
    shown = digest(caller.secret)
    key = known.get(shown, now) if known is not None else None
    if key is None:
        with database.read() as tx:
            key = find_key(tx, caller.secret)
    reason = Unusable.UNKNOWN if key is None else key.unusable(caller.address, now)
    if key is None or reason is not None:
        raise _refused(caller, key, reason or Unusable.UNKNOWN, rate, now)
    rate.take(key.id, now)
    if not use_is_noted(key, now):
        with database.write() as tx:
            note_use(tx, key, now, caller.address)
        key = replace(key, last_used_at=now)
    if known is not None:
        known.remember(shown, key, now)
    return key


def _refused(caller: Caller, key: Key | None, reason: Unusable, rate: RateLimit, now: datetime) -> Refused:
    KEYS_REFUSED.labels(str(reason)).inc()
    whose = ("", "") if key is None else (key.id, key.source)
    rate.tally.note(Use(reason, caller.address, *whose), now, caller.trace_id)
    rate.wrong_key(caller.address, now)
    return Refused(*TOLD[reason])
