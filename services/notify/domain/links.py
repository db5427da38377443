"""The links of one mail: each names one delivery and one purpose, and can be neither guessed nor used for another."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

#: how long a link can be used after its message was written
LASTS = timedelta(days=60)
EPOCH = date(2000, 1, 1)
#: bytes of a token before its signature: purpose and delivery, last day
HEAD, DAY = 17, 2


class Purpose(Enum):
    """What a link is for; its path, and the letter that is signed."""

    ACKNOWLEDGE = "a"
    UNSUBSCRIBE = "u"


@dataclass(frozen=True)
class Links:
    """The links of one mail, empty where it has none; `editions` is the address that published editions lie below."""

    acknowledge: str = ""
    unsubscribe: str = ""
    editions: str = ""

    @property
    def host(self) -> str:
        """Where the link to unsubscribe leads, for readers."""
        return urlsplit(self.unsubscribe).netloc


@dataclass(frozen=True)
class Ticket:
    """What a link says: its purpose, the delivery it came with, and the last day it can be used."""

    purpose: Purpose
    delivery: UUID
    last_day: date


def sign(ticket: Ticket, key: bytes) -> str:
    """The ticket as text for an address, signed."""
    return urlsafe_b64encode(_packed(ticket) + _signature(_packed(ticket), key)).rstrip(b"=").decode()


def read_ticket(token: str, key: bytes) -> Ticket | None:
    """The ticket of a token; None where `key` has not signed it. Whether it can still be used is another matter."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (NotBase64, ValueError):
        return None
    packed, signature = raw[: HEAD + DAY], raw[HEAD + DAY :]
    if not hmac.compare_digest(signature, _signature(packed, key)):
        return None
    last_day = EPOCH + timedelta(days=int.from_bytes(packed[HEAD:]))
    return Ticket(Purpose(packed[:1].decode()), UUID(bytes=packed[1:HEAD]), last_day)


def _packed(ticket: Ticket) -> bytes:
    day = (ticket.last_day - EPOCH).days.to_bytes(DAY)
    return ticket.purpose.value.encode() + ticket.delivery.bytes + day


def _signature(packed: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"nhipso link\n" + packed, sha256)
