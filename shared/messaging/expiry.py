"""Rows that nobody needs any more once they are old, deleted a few at a time so that nobody waits for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, select, true, tuple_

from shared.database import Database

#: rows that one transaction reads or deletes; a message may be a quarter of a megabyte
AT_ONCE = 200


@dataclass(frozen=True)
class Expired:
    """Rows of a table whose `moment` is before a time; only those `among` which a condition holds."""

    database: Database
    table: Table
    moment: Column[Any]
    before: datetime
    among: ColumnElement[bool] = field(default_factory=true)

    def delete_some(self) -> int:
        """Delete the oldest of them; returns how many, 0 when none is left."""
        key = list(self.table.primary_key.columns)
        oldest = select(*key).where(self.moment < self.before, self.among).order_by(self.moment).limit(AT_ONCE)
        with self.database.write() as tx:
            return tx.execute(delete(self.table).where(tuple_(*key).in_(oldest))).rowcount
