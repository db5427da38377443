"""A database of ingest, on both kinds, and a key that may send anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.ingest.domain.key import Key
from services.ingest.keys import find_key
from shared import migrations
from shared.database import Database, open_database
from tests.door_keys import create_key
from tests.ingest_samples import NOW


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_database("ingest", url)
    migrations.upgrade(opened, "ingest")
    yield opened
    opened.close()


@pytest.fixture
def key(database: Database) -> Key:
    with database.write() as tx:
        found = find_key(tx, create_key(tx, "cong-dvc", [], [], NOW))
    assert found is not None
    return found
