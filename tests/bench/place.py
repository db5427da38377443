"""A fresh vhost and a fresh database for every run, so that no run finds the traces of another."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from shared.database import open_database
from shared.messaging import declaring
from shared.migrations import upgrade
from tests.bench.queue import Queue
from tests.servers.postgres import create_database, drop_database
from tests.servers.session import AMQP, BROKER_HOME, POSTGRES, Vhosts
from tests.system.product import SERVICES, Product

#: what decides how durable a commit is
DURABILITY = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method")


@dataclass(frozen=True)
class Place:
    """One run's folder, database and vhost; tables and topology are there, nothing is in them."""

    folder: Path
    database_url: str
    broker_url: str

    def product(self) -> Product:
        return Product(self.folder, self.database_url, self.broker_url, {"NHIPSO_REQUESTS_PER_MINUTE": "1000000"})

    def queue(self, name: str) -> Queue:
        return Queue(self.broker_url, name)


class Places:
    """Makes places on the servers that `environ` names."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.postgres_url = environ[POSTGRES]
        self._vhosts = Vhosts(environ[AMQP], environ.get(BROKER_HOME))
        self._template = f"bench_{uuid.uuid4().hex}"

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have the tables once, to be copied for each run."""
        create_database(self.postgres_url, self._template)
        try:
            for service in SERVICES:
                database = open_database(service, self._url(self._template))
                upgrade(database, service)
                database.close()
            yield
        finally:
            drop_database(self.postgres_url, self._template)

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        """A place for one run."""
        name = f"bench_{uuid.uuid4().hex}"
        with psycopg.connect(self.postgres_url, autocommit=True) as connection:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(self._template)))
        try:
            with TemporaryDirectory() as folder:
                place = Place(Path(folder), self._url(name), self._vhosts.fresh())
                declaring.apply(place.broker_url)
                yield place
        finally:
            drop_database(self.postgres_url, name)

    def settings(self) -> dict[str, str]:
        """What decides how durable a commit of this PostgreSQL is."""
        with psycopg.connect(self.postgres_url) as connection:
            found = [(name, connection.execute(f"SHOW {name}").fetchone()) for name in DURABILITY]
        return {name: row[0] for name, row in found if row}

    def _url(self, database: str) -> str:
        return f"{self.postgres_url.rpartition('/')[0]}/{database}"
