"""Tables as they were before an upgrade."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.schema import CreateSchema

from shared.settings import ROOT


def migrate(tx: Connection, service: str, version: str) -> None:
    """Bring the tables of a service to an older version, in a database that has none."""
    if tx.dialect.name == "postgresql":
        tx.execute(CreateSchema(service, if_not_exists=True))
    config = Config()
    config.set_main_option("script_location", str(ROOT / "shared" / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(ROOT / "services" / service / "migrations"))
    config.attributes["connection"] = tx
    command.upgrade(config, version)
