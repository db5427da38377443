"""Signatures of Standard Webhooks: a receiver knows by them who wrote, and that nothing was changed on the way."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64


def read_key(secret: str) -> bytes:
    """The key of a secret such as whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw. Raises ValueError, without repeating it."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"the secret is not {PREFIX} followed by base64") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"the secret has {len(key)} bytes, not {SHORTEST} to {LONGEST}")
    return key


def signed_headers(identity: str, body: bytes, keys: Sequence[bytes], now: datetime) -> dict[str, str]:
    """The headers webhook-id, webhook-timestamp and webhook-signature, with a signature by each key."""
    second = str(int(now.timestamp()))
    content = b".".join((identity.encode(), second.encode(), body))
    return {
        "webhook-id": identity,
        "webhook-timestamp": second,
        "webhook-signature": " ".join(f"v1,{_signature(key, content)}" for key in keys),
    }


def _signature(key: bytes, content: bytes) -> str:
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
