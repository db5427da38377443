"""`nhipso db`: the schemas of the services."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.names import SERVICES
from shared import migrations
from shared.database import open_database
from shared.output import tell
from shared.settings import read_settings

db_app = typer.Typer(help="The schemas of the services.", no_args_is_help=True)


@db_app.callback()
def db() -> None:
    """The schemas of the services."""


@db_app.command("upgrade")
def upgrade(
    service: Annotated[str | None, typer.Argument(help="one service; all of them when left out")] = None,
) -> None:
    """Bring the database up to date. Safe to run twice, and by two operators at once.

    Example: nhipso db upgrade
    """
    if service is not None and service not in SERVICES:
        raise typer.BadParameter(f"{service!r} is not a service; choose {', '.join(SERVICES)}")
    url = read_settings().database_url.get_secret_value()
    for name in [service] if service else SERVICES:
        database = open_database(name, url)
        migrations.upgrade(database, name)
        database.close()
        tell(f"{name}: up to date")
