"""Whom to write to in a unit, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

Channel = Literal["mail", "webhook", "apprise"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
#: what a contact may want to hear of: alerts by their kind, and the messages that are about more than one unit's alerts
WANTS = (
    *("target", "missing", "late", "task", "doubt", "silent_source"),
    *("escalation", "digest", "summary", "notice", "bulletin"),
)


@dataclass(frozen=True)
class Contact:
    """An address of a unit: its role ("focal person", "leader") and language.

    By mail `email` is the address; by other channels `endpoint` is, as a URL or as the reference (env:NAME, file:PATH)
    to a URL that is itself a secret. `secrets` are references to the keys that sign what is posted there, the newest
    first. `wants` is what it hears of (empty: everything), `least_gap` the gap in points from which on it hears of
    missed targets.
    """

    unit: str
    email: str
    name: str
    role: str = "focal"
    language: str = "vi"
    channel: Channel = "mail"
    endpoint: str = ""
    secrets: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()
    least_gap: Decimal = Decimal(0)
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def address(self) -> str:
        """Where its channel finds it."""
        return self.email if self.channel == "mail" else self.endpoint

    @property
    def key(self) -> tuple[str, str]:
        """Channel and address, the same however a mail address is spelled."""
        return address_key(self.channel, self.address)

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)


def address_key(channel: str, address: str) -> tuple[str, str]:
    """Channel and address, the same however a mail address is spelled."""
    return channel, address.lower() if channel == "mail" else address
