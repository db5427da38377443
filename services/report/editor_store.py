"""The editors with a key, and who of them is signed in, as one transaction sees it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, delete, insert, select, update

from services.report.domain.editor import Editor, Right
from services.report.manuscript_tables import EDITOR, EDITOR_SESSION
from shared.errors import Refused

PREFIX: Final = "nhe_"
SECRET_BYTES: Final = 24
SIGNED_IN: Final = timedelta(hours=9)
State = Literal["active", "revoked"]


@dataclass(frozen=True)
class Registered:
    """An editor as the list shows them."""

    id: str
    name: str
    may: tuple[Right, ...]
    state: State
    created_at: datetime


class EditorStore:
    """The keys and sessions in one transaction. A secret is shown once and never kept."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, name: str, may: tuple[Right, ...], now: datetime) -> tuple[Editor, str]:
        """Register an editor and make the secret. Raises Refused where the name is an editor's already."""
        if any(editor.is_called(name) for editor in self.active()):
            raise Refused("editor-known", f"{name!r} has a key already; revoke it first: nhipso bulletin editors list")
        editor, secret = Editor(secrets.token_hex(6), name, may), PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        row = {"id": editor.id, "name": name, "may": list(may), "sha256": digest(secret), "created_at": now}
        self._tx.execute(insert(EDITOR), [row])
        return editor, secret

    def revoke(self, editor: str, now: datetime) -> bool:
        """End a key with all its sessions; says whether there was one."""
        mine = (EDITOR.c.id == editor) & EDITOR.c.revoked_at.is_(None)
        self._tx.execute(delete(EDITOR_SESSION).where(EDITOR_SESSION.c.editor == editor))
        return self._tx.execute(update(EDITOR).where(mine).values(revoked_at=now)).rowcount > 0

    def registered(self) -> list[Registered]:
        """Everybody who ever had a key, the oldest first."""
        return [
            Registered(row.id, row.name, rights(row.may), "revoked" if row.revoked_at else "active", row.created_at)
            for row in self._tx.execute(select(EDITOR).order_by(EDITOR.c.created_at, EDITOR.c.id))
        ]

    def active(self) -> list[Editor]:
        """Those whose key works."""
        return [Editor(each.id, each.name, each.may) for each in self.registered() if each.state == "active"]

    def with_secret(self, secret: str) -> Editor | None:
        """Whose key this is."""
        mine = (EDITOR.c.sha256 == digest(secret)) & EDITOR.c.revoked_at.is_(None)
        row = self._tx.execute(select(EDITOR).where(mine)).one_or_none()
        return None if row is None else Editor(row.id, row.name, rights(row.may))

    def sign_in(self, editor: Editor, now: datetime) -> str:
        """Begin a session and return its token; those that have ended are forgotten."""
        self._tx.execute(delete(EDITOR_SESSION).where(EDITOR_SESSION.c.expires_at <= now))
        token = secrets.token_urlsafe(SECRET_BYTES)
        row = {"sha256": digest(token), "editor": editor.id, "expires_at": now + SIGNED_IN}
        self._tx.execute(insert(EDITOR_SESSION), [row])
        return token

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._tx.execute(delete(EDITOR_SESSION).where(EDITOR_SESSION.c.sha256 == digest(token)))

    def signed_in(self, token: str, now: datetime) -> Editor | None:
        """Whose session this is."""
        mine = (EDITOR_SESSION.c.sha256 == digest(token)) & (EDITOR_SESSION.c.expires_at > now)
        query = select(EDITOR).join(EDITOR_SESSION, EDITOR_SESSION.c.editor == EDITOR.c.id)
        row = self._tx.execute(query.where(mine, EDITOR.c.revoked_at.is_(None))).one_or_none()
        return None if row is None else Editor(row.id, row.name, rights(row.may))


def rights(kept: Iterable[str]) -> tuple[Right, ...]:
    """Rights as they are kept."""
    return tuple(Right(name) for name in kept)


def digest(secret: str) -> str:
    """What is kept of a secret: it is long and random, so one hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
