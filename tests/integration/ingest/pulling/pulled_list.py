"""A source that offers a list, and what was pulled of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from services.ingest.pull.tables import pull_source
from services.ingest.tables import submission
from shared.database import Database


def values(database: Database) -> list[tuple[str, str, int]]:
    """Unit, value and revision of everything ever accepted."""
    with database.read() as tx:
        rows = tx.execute(select(submission).order_by(submission.c.unit, submission.c.revision))
        return [(row.unit, row.content["value"], row.revision) for row in rows]


def state(database: Database) -> Any:
    with database.read() as tx:
        return tx.execute(select(pull_source)).one()


def count(database: Database, table: Any) -> int:
    with database.read() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())
