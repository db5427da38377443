"""The databases of all services, on both kinds, emptied after each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import uuid4

import pytest

from shared import migrations
from shared.database import open_database
from tests.integration.messaging.retention.retained import ANNOUNCES, Office
from tests.servers.postgres import create_database, drop_database
from tests.servers.session import POSTGRES


@pytest.fixture(scope="module")
def server_url(servers: Mapping[str, str]) -> Iterator[str]:
    server, name = servers[POSTGRES], f"t_{uuid4().hex}"
    create_database(server, name)
    yield f"{server.rpartition('/')[0]}/{name}"
    drop_database(server, name)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """For the whole module: hypothesis plays many times in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('office')}"
    if request.param == "postgresql":
        url = request.getfixturevalue("server_url")
    made = Office({service: open_database(service, url) for service in ANNOUNCES})
    for service, database in made.databases.items():
        migrations.upgrade(database, service)
    yield made
    for database in made.databases.values():
        database.close()


@pytest.fixture(autouse=True)
def _emptied(office: Office) -> Iterator[None]:
    yield
    office.empty()
