"""Brings a service's tables to the version of the code, one replica at a time."""

from __future__ import annotations

import zlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.schema import CreateSchema

from shared.database import Database
from shared.errors import Stop
from shared.settings import ROOT

HERE = Path(__file__).resolve().parent


def upgrade(database: Database, service: str) -> None:
    """Run the missing migrations of `service` in one transaction, creating its schema first on PostgreSQL.

    Replicas that start together wait for each other. Raises Stop when the database is of a newer version.
    """
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            _alone(connection, service)
            connection.execute(CreateSchema(database.name, if_not_exists=True))
        _demand_known(connection, service)
        config = _config(service)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def current(database: Database, service: str) -> str | None:  # noqa: ARG001 # a schema is one service's
    """The version of the tables of `service`, None before the first migration."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest(service: str) -> str | None:
    """The version that the code of `service` wants."""
    return ScriptDirectory.from_config(_config(service)).get_current_head()


def is_current(database: Database, service: str) -> bool:
    """Say whether the tables of `service` are those the code wants."""
    return current(database, service) == newest(service)


def _config(service: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(ROOT / "services" / service / "migrations"))
    return config


def _alone(connection: Connection, service: str) -> None:
    # A table may take longer to change than a request may wait for it.
    for name, limit in (("lock_timeout", "60s"), ("statement_timeout", "0")):
        connection.exec_driver_sql(f"SET LOCAL {name} = '{limit}'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({zlib.crc32(f'nhipso {service}'.encode())})")


def _demand_known(connection: Connection, service: str) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config(service)).walk_revisions()}
    if found is not None and found not in known:
        raise Stop(f"the database of {service} has version {found}, which this version of nhipso does not know")
