"""Scoring's database, migrated, on both kinds of server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.database import Database, open_database
from shared.migrations import upgrade
from tests.unit.scoring.desk import Transactions, in_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_database("scoring", url)
    upgrade(opened, "scoring")
    yield opened
    opened.close()


@pytest.fixture
def transactions(database: Database) -> Transactions:
    return in_database(database)
