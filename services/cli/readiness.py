"""What keeps a process from doing its work now, in one line each."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.cli.assembly import Assembly
from shared.database import Database
from shared.messaging.progress import troubles


def problems_of(assembly: Assembly, services: Sequence[str]) -> list[str]:
    """Problems of the databases, consumers and relays of this process; empty when ready."""
    found = [problem for service in services for problem in database_problems(assembly.databases[service])]
    return found + [f"{name}: {reason}" for name, reason in troubles(time.monotonic()).items()]


def database_problems(database: Database) -> list[str]:
    """Say whether the database answers."""
    try:
        with database.read() as connection:
            connection.execute(text("select 1"))
    except SQLAlchemyError as error:
        return [f"database of {database.name}: {type(error).__name__}"]
    return []
