"""A mail server and an office of notify, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import migrations
from shared.database import Database, open_database
from tests.notify_examples import province
from tests.notify_office import FOCAL, Office
from tests.smtp_receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_database("notify", url)
    yield opened
    opened.close()


@pytest.fixture
def database(bare_database: Database) -> Database:
    migrations.upgrade(bare_database, "notify")
    return bare_database


@pytest.fixture
def office(database: Database, receiver: Receiver) -> Office:
    return Office(database, receiver.url, province(FOCAL))
