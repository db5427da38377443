"""An API key: who sends with it, what it may send, from where and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final, Literal

from services.ingest.domain.address import is_within
from shared.catalogue import Catalogue
from shared.errors import Refused
from shared.facts import Figure
from shared.wording import InBoth, say


class Unusable(StrEnum):
    """Why somebody who shows a key is not let in."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    REPLACED = "replaced"
    ELSEWHERE = "elsewhere"


#: what they are told; one who has no key that was ever right learns nothing of those that are
TOLD = {
    Unusable.UNKNOWN: ("unauthorised", say("key-unknown")),
    Unusable.REVOKED: ("unauthorised", say("key-unknown")),
    Unusable.EXPIRED: ("key-expired", say("key-ended")),
    Unusable.REPLACED: ("key-expired", say("key-replaced")),
    Unusable.ELSEWHERE: ("address-not-allowed", say("key-elsewhere")),
}
SCOPED: Final[tuple[Literal["unit"], Literal["indicator"]]] = ("unit", "indicator")


def event_source(source: str) -> str:
    """The CloudEvents source of what is sent with a key of `source`."""
    return f"/sources/{source}"


@dataclass(frozen=True)
class Key:
    """A key as it was shown. `units` and `indicators` are ids or globs ("so-*"), `addresses` networks; none: all.

    `secret_until` is when the shown secret ends because a new one took its place.
    """

    id: str
    source: str
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    last_used_at: datetime | None = None
    addresses: tuple[str, ...] = ()
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    secret_until: datetime | None = None

    @property
    def event_source(self) -> str:
        """The CloudEvents source of what is sent with this key."""
        return event_source(self.source)

    def unusable(self, address: str, now: datetime) -> Unusable | None:
        """Why the key cannot be used from this address now; None when it can."""
        if self.revoked_at is not None:
            return Unusable.REVOKED
        if self.secret_until is not None and now >= self.secret_until:
            return Unusable.REPLACED
        if self.expires_at is not None and now >= self.expires_at:
            return Unusable.EXPIRED
        elsewhere = bool(self.addresses) and not is_within(address, self.addresses)
        return Unusable.ELSEWHERE if elsewhere else None

    def covers(self, field: Literal["unit", "indicator"], name: str) -> bool:
        """Whether figures of this unit or indicator may be sent."""
        patterns = self._patterns(field)
        return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)

    def check_right(self, figure: Figure, catalogue: Catalogue) -> None:
        """Raises Refused when the key may not send this figure of a unit and an indicator of the catalogue."""
        for field in SCOPED:
            name = getattr(figure, field)
            if not self.covers(field, name):
                called, allowed = _called(figure, field, catalogue), ", ".join(self._patterns(field))
                raise Refused(
                    "not-allowed", say("no-right", name=called, allowed=allowed), pointer=f"/{field}", value=name
                )

    def _patterns(self, field: Literal["unit", "indicator"]) -> tuple[str, ...]:
        return self.units if field == "unit" else self.indicators


def _called(figure: Figure, field: Literal["unit", "indicator"], catalogue: Catalogue) -> str | InBoth:
    if field == "indicator":
        return catalogue.indicators[figure.indicator].called
    return f"{catalogue.units[figure.unit].name_on(figure.as_of)} ({figure.unit})"
