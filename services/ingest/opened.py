"""What every command of ingest needs: its tables, and who is at the terminal."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from shared import migrations
from shared.database import Database, open_database
from shared.settings import read_settings


@contextmanager
def opened() -> Iterator[Database]:
    """The configured database of ingest; a small installation's is brought up to date first."""
    database = open_database("ingest", read_settings().database_url.get_secret_value())
    try:
        if database.engine.dialect.name == "sqlite":
            migrations.upgrade(database, "ingest")
        yield database
    finally:
        database.close()


@contextmanager
def writing() -> Iterator[Connection]:
    """One transaction on it."""
    with opened() as database, database.write() as tx:
        yield tx


def operator() -> str:
    """Who runs the command, as the system knows them."""
    try:
        user = os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())  # in a container, nobody has a name
    return f"operator {user}"


def operator_address() -> str:
    """The machine the command is run on."""
    return socket.gethostname()
