"""A door for messages; what is held on both databases is said of the door over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import migrations
from shared.database import Database, open_database
from tests.integration.ingest.messages.message_door import Door


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database("ingest", f"sqlite:///{tmp_path}")
    migrations.upgrade(database, "ingest")
    yield database
    database.close()


@pytest.fixture
def door(database: Database) -> Door:
    return Door(database)
