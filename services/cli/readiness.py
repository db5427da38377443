"""What keeps a process from doing its work now, in one line each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.cli.assembly import Assembly
from shared.database import Database
from shared.messaging.progress import consumer_problems


def problems_of(assembly: Assembly, services: Sequence[str]) -> list[str]:
    """Problems of the databases and consumers of these services; empty when ready."""
    found = [problem for service in services for problem in database_problems(assembly.databases[service])]
    return found + consumer_problems(services)


def database_problems(database: Database) -> list[str]:
    """Say whether the database answers."""
    try:
        with database.read() as connection:
            connection.execute(text("select 1"))
    except SQLAlchemyError as error:
        return [f"database of {database.name}: {type(error).__name__}"]
    return []
