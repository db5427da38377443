"""Accounts at the broker: which key the messages of a user are sent with."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from services.ingest.domain.key import Key
from services.ingest.keys import key_of
from services.ingest.tables import api_key, broker_account
from shared.bulk import upsert
from shared.errors import Refused

#: a user's queues are named after it, and those of the product begin with its own name
USERNAME = re.compile(r"(?!nhipso|vn\.nhipso|amq\.)[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def link_account(tx: Connection, username: str, key_id: str, now: datetime) -> Key | None:
    """Let a user of the broker send with a key, from now on this one; None when there is no such key.

    Raises Refused for a name that is none, and for a key that can only be used from some network addresses or no more.
    """
    if not USERNAME.fullmatch(username):
        raise Refused("malformed-field", f"{username!r} is no name of a broker account of a source", pointer="user")
    row = tx.execute(select(api_key).where(api_key.c.id == key_id)).one_or_none()
    if row is None:
        return None
    key = key_of(row)
    if key.unusable("", now) is not None:
        raise Refused(
            "malformed-field",
            f"key {key_id} is revoked, has expired, or is limited to network addresses, which the broker does not tell",
            pointer="id",
        )
    upsert(tx, broker_account, [{"username": username, "key_id": key_id, "linked_at": now}])
    return key


def unlink_account(tx: Connection, username: str) -> str | None:
    """End it; returns the id of its key, None when the user had none."""
    statement = broker_account.delete().where(broker_account.c.username == username)
    ended: str | None = tx.execute(statement.returning(broker_account.c.key_id)).scalar_one_or_none()
    return ended


def list_accounts(tx: Connection) -> list[dict[str, Any]]:
    """Every account with its key and source."""
    query = select(broker_account, api_key.c.source).join(api_key).order_by(broker_account.c.username)
    return [dict(row) for row in tx.execute(query).mappings()]


def find_accounts(tx: Connection, usernames: Collection[str]) -> dict[str, Key]:
    """The key of each user that has one, usable or not: ask `Key.unusable`."""
    linked = select(broker_account.c.username, api_key).join(api_key)
    rows = tx.execute(linked.where(broker_account.c.username.in_(sorted(usernames))))
    return {row.username: key_of(row) for row in rows}
