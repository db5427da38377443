"""The HTTP door over one database, with a key for every test that asks for one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from services.ingest.service import IngestService
from services.ingest.tables import submission
from shared import migrations
from shared.database import Database, open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW
from tests.served import Answer, ask, served

PATH = "/v1/figures"


class Running:
    """The service on a database of its own, and a key that may send everything."""

    def __init__(self, port: int, database: Database) -> None:
        self.port = port
        self.database = database
        self.key = self.new_key()

    def new_key(self, source: str = "cong-dvc", units: tuple[str, ...] = (), indicators: tuple[str, ...] = ()) -> str:
        with self.database.write() as tx:
            return create_key(tx, source, units, indicators, NOW)

    def post(self, body: Any, query: str = "", **headers: str) -> Answer:
        """Post JSON values, or bytes as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(self.port, "POST", PATH + query, raw, {name: value for name, value in sent.items() if value})

    def get(self, path: str, key: str | None = None) -> Answer:
        return ask(self.port, "GET", path, headers={"Authorization": f"Bearer {key or self.key}"})

    def stored(self) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(submission)).scalar_one())


def running(folder: Path, clock: Any = lambda: NOW, **settings: str) -> Iterator[Running]:
    database = open_database("ingest", f"sqlite:///{folder}")
    migrations.upgrade(database, "ingest")
    given = read_settings({f"NHIPSO_{name.upper()}": value for name, value in settings.items()})
    with served(IngestService, Parts(database, CATALOGUE, given, clock)) as port:
        yield Running(port, database)
    database.close()


def code(answer: Answer) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json["type"]).rpartition("/")[2]


def item_codes(answer: Answer) -> list[list[str]]:
    return [[error["code"] for error in each["errors"]] for each in answer.json["items"]]
