"""A way: the server or host that deliveries lead to. While it is blocked they wait, and one of them probes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from services.notify.domain.answer import Answer, Word
from services.notify.domain.retry import LONGEST_PAUSE, next_probe
from shared.catalogue import Contact
from shared.catalogue.contact import Channel


@dataclass(frozen=True)
class BlockedWay:
    """A way that is blocked `since`, `failures` attempts in a row, until `open_at`, when one delivery probes it."""

    name: str
    failures: int
    since: datetime
    open_at: datetime
    why: str


def way_of(contact: Contact) -> str:
    """The way to a contact: all mail goes by one server; the rest by host, or by address where that is a secret."""
    if contact.channel == "mail":
        return contact.channel
    host = urlsplit(contact.address).hostname if contact.address.startswith("http") else None
    return f"{contact.channel}:{host or contact.address}"


def after(name: str, channel: Channel, before: BlockedWay | None, answer: Answer, now: datetime) -> BlockedWay | None:
    """How a way stands after an answer on it: None where it is open, which any answer of the other end shows."""
    if answer.word is not Word.AWAY:
        return None
    failures = 1 if before is None else before.failures + 1
    open_at = next_probe(channel, name, failures, now)
    if answer.after is not None:
        open_at = max(open_at, now + min(answer.after, LONGEST_PAUSE))
    return BlockedWay(name, failures, now if before is None else before.since, open_at, answer.detail)
