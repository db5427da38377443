"""API keys: made, listed, rotated, revoked, found. A secret is shown once and never kept."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, or_, select, update

from services.ingest.domain.key import Key
from services.ingest.domain.scope import Scope, read_networks
from services.ingest.tables import api_key
from shared.errors import Refused

PREFIX = "nhs_"
SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
USE_NOTED_EVERY = timedelta(minutes=1)
SECRET = ("sha256", "former_sha256")


def new_key(tx: Connection, source: str, scope: Scope, now: datetime) -> tuple[str, str]:
    """Make a key and return its id and secret. Raises Refused when the source is no plain name, an address no network.

    Whether the catalogue knows its units and indicators is asked beforehand: `check_names`.
    """
    if not SOURCE.fullmatch(source):
        raise Refused(
            "malformed-field", f"{source!r} is no name of a source; use a-z, 0-9 and -", pointer="source", value=source
        )
    key_id, secret = secrets.token_hex(6), _new_secret()
    tx.execute(
        api_key.insert().values(
            id=key_id,
            source=source,
            sha256=digest(secret),
            units=list(scope.units),
            indicators=list(scope.indicators),
            addresses=read_networks(scope.addresses),
            created_at=now,
            expires_at=scope.expires_at,
        )
    )
    return key_id, secret


def rotate_key(
    tx: Connection, key_id: str, overlap: timedelta, now: datetime, expires_at: datetime | None = None
) -> str | None:
    """Give a key a new secret and return it; the old one works for `overlap` more. None when there is no such key.

    With `expires_at` the key lasts until then from now on. Raises Refused for a key that is revoked or has expired.
    """
    row = tx.execute(select(api_key).where(api_key.c.id == key_id).with_for_update()).mappings().one_or_none()
    if row is None:
        return None
    state, lasts_until = state_of(row, now), expires_at or row["expires_at"]
    if state == "revoked" or (lasts_until is not None and lasts_until <= now):
        raise Refused("key-expired", f"key {key_id} is {state}; make a new one", pointer="id", value=key_id)
    secret = _new_secret()
    tx.execute(
        update(api_key)
        .where(api_key.c.id == key_id)
        .values(
            sha256=digest(secret),
            former_sha256=row["sha256"],
            former_until=min(now + overlap, row["expires_at"] or now + overlap),
            rotated_at=now,
            expires_at=lasts_until,
        )
    )
    return secret


def list_keys(tx: Connection) -> list[dict[str, Any]]:
    """Every key without its secrets, oldest first."""
    shown = [column for column in api_key.c if column.name not in SECRET]
    query = select(*shown).order_by(api_key.c.created_at, api_key.c.id)
    return [dict(row) for row in tx.execute(query).mappings()]


def state_of(row: RowMapping | dict[str, Any], now: datetime) -> str:
    """What a listed key is: "active", "rotating" while two secrets work, "expired" or "revoked"."""
    if row["revoked_at"] is not None:
        return "revoked"
    if row["expires_at"] is not None and row["expires_at"] <= now:
        return "expired"
    return "rotating" if row["former_until"] is not None and row["former_until"] > now else "active"


def revoke_key(tx: Connection, key_id: str, now: datetime) -> bool:
    """End a key, all its secrets; False when there is none of this id. One that was revoked before stays so."""
    ended = func.coalesce(api_key.c.revoked_at, now, type_=api_key.c.revoked_at.type)
    statement = update(api_key).where(api_key.c.id == key_id).values(revoked_at=ended)
    return tx.execute(statement.returning(api_key.c.id)).scalar_one_or_none() is not None


def find_key(tx: Connection, secret: str) -> Key | None:
    """The key of a secret, usable or not: ask `Key.unusable`. None when no key ever had this secret."""
    wanted = digest(secret)
    return find_keys(tx, [wanted]).get(wanted)


def find_keys(tx: Connection, hashes: Collection[str]) -> dict[str, Key]:
    """The keys of secrets by the `digest` of each, usable or not."""
    found: dict[str, Key] = {}
    query = select(api_key).where(or_(api_key.c.sha256.in_(hashes), api_key.c.former_sha256.in_(hashes)))
    for row in tx.execute(query):
        found[row.sha256] = key_of(row)
        if row.former_sha256 is not None:
            found[row.former_sha256] = replace(key_of(row), secret_until=row.former_until)
    return {sha256: key for sha256, key in found.items() if sha256 in hashes}


def key_of(row: Row[Any]) -> Key:
    """The key that a row of the table is."""
    return Key(
        id=row.id,
        source=row.source,
        units=tuple(row.units),
        indicators=tuple(row.indicators),
        last_used_at=row.last_used_at,
        addresses=tuple(row.addresses),
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


def note_use(tx: Connection, key: Key, now: datetime, address: str = "") -> None:
    """Note that the key was used, and from where; once a minute is exact enough."""
    noted = or_(api_key.c.last_used_at.is_(None), api_key.c.last_used_at <= now - USE_NOTED_EVERY)
    used = {"last_used_at": now, "last_used_from": address or None}
    tx.execute(update(api_key).where(api_key.c.id == key.id, noted).values(**used))


def use_is_noted(key: Key, now: datetime) -> bool:
    """Say whether the last use was noted within the minute."""
    return key.last_used_at is not None and now - key.last_used_at < USE_NOTED_EVERY


def digest(secret: str) -> str:
    # A slow hash is for passwords people choose; 256 random bits cannot be guessed, and each request is hashed.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)
