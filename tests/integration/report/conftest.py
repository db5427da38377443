"""The database of the report service, migrated, on both kinds of server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import migrations
from shared.database import Database, open_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the report service, made by its migrations."""
    on_disk = request.param == "sqlite"
    opened = open_database("report", f"sqlite:///{tmp_path}" if on_disk else request.getfixturevalue("postgres_url"))
    migrations.upgrade(opened, "report")
    yield opened
    opened.close()
