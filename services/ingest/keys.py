"""API keys: made, listed, revoked, found. The secret itself is shown once and never kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, update

from services.ingest.domain.key import Key
from services.ingest.tables import api_key
from shared.errors import Refused

PREFIX = "nhs_"
SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
USE_NOTED_EVERY = timedelta(minutes=1)


def create_key(tx: Connection, source: str, units: Sequence[str], indicators: Sequence[str], now: datetime) -> str:
    """Make a key for a source ("cong-dvc") and return its secret. No units or indicators means all; globs are allowed.

    Raises Refused when the source is not a plain name.
    """
    if not SOURCE.fullmatch(source):
        raise Refused(
            "malformed-field", f"{source!r} is no name of a source; use a-z, 0-9 and -", pointer="source", value=source
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    tx.execute(
        api_key.insert().values(
            id=secrets.token_hex(6),
            source=source,
            sha256=digest(secret),
            units=list(units),
            indicators=list(indicators),
            created_at=now,
        )
    )
    return secret


def list_keys(tx: Connection) -> list[dict[str, Any]]:
    """Every key without its secret, oldest first."""
    shown = [column for column in api_key.c if column.name != "sha256"]
    query = select(*shown).order_by(api_key.c.created_at, api_key.c.id)
    return [dict(row) for row in tx.execute(query).mappings()]


def revoke_key(tx: Connection, key_id: str, now: datetime) -> bool:
    """End a key; False when there is none of this id."""
    statement = update(api_key).where(api_key.c.id == key_id).values(revoked_at=now)
    return tx.execute(statement.returning(api_key.c.id)).scalar_one_or_none() is not None


def find_key(tx: Connection, secret: str) -> Key | None:
    """The key of a secret, None when there is none or it was revoked."""
    wanted = digest(secret)
    row = tx.execute(select(api_key).where(api_key.c.sha256 == wanted, api_key.c.revoked_at.is_(None))).one_or_none()
    if row is None or not hmac.compare_digest(row.sha256, wanted):
        return None
    return Key(row.id, row.source, tuple(row.units), tuple(row.indicators), row.last_used_at)


def note_use(tx: Connection, key: Key, now: datetime) -> None:
    """Note that the key was used; once a minute is exact enough."""
    noted = or_(api_key.c.last_used_at.is_(None), api_key.c.last_used_at <= now - USE_NOTED_EVERY)
    tx.execute(update(api_key).where(api_key.c.id == key.id, noted).values(last_used_at=now))


def use_is_noted(key: Key, now: datetime) -> bool:
    """Say whether the last use was noted within the minute."""
    return key.last_used_at is not None and now - key.last_used_at < USE_NOTED_EVERY


def digest(secret: str) -> str:
    # A slow hash is for passwords people choose; 256 random bits cannot be guessed, and each request is hashed.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
