"""No statement that judging makes goes over a whole table: what it reads is found by an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from services.scoring.tables import metadata
from shared.database import Database, open_database
from shared.migrations import upgrade
from tests.unit.scoring.desk import Desk, in_database
from tests.unit.scoring.factories import DOSSIERS, LAST_DAY, SERVICES, USERS, a_figure
from tests.unit.scoring.histories import a_full_catalogue

TABLES = "|".join(metadata.tables)
UNITS = ("north", "south", "east", "west")

Asked = tuple[str, Any]


@contextmanager
def asked_of(database: Database) -> Iterator[list[Asked]]:
    statements: list[Asked] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        statements.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def scans(database: Database, statements: list[Asked]) -> set[str]:
    """The tables that are gone over row by row, with the statement that does."""
    found = set()
    with database.engine.connect() as connection:
        for statement, parameters in statements:
            if not re.match(r"SELECT|UPDATE|DELETE|WITH", statement):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            found |= {f"{row[3]}: {statement}" for row in plan if re.fullmatch(rf"SCAN ({TABLES})( .*)?", row[3])}
    return found


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Database]:
    """A database with some history; SQLite plans as for large tables as long as nobody tells it otherwise."""
    database = open_database("scoring", f"sqlite:///{tmp_path}")
    upgrade(database, "scoring")
    desk = Desk(in_database(database), a_full_catalogue())
    for number in range(5):
        channel = {"status": f"s{number}"}
        desk.submit(
            *(a_figure("5", unit, indicator=DOSSIERS, dimension=channel, period=p) for unit in UNITS for p in LAST_DAY)
        )
    for period in LAST_DAY:
        desk.submit(*(a_figure("60", unit, parts=(6, 10), period=period) for unit in UNITS))
        desk.submit(*(a_figure("4", unit, indicator=USERS, period=period) for unit in UNITS))
    yield database
    database.close()


@pytest.mark.parametrize("indicator", [SERVICES, USERS, DOSSIERS])
def test_judging_a_figure_scans_no_table(judged: Database, indicator: str) -> None:
    desk = Desk(in_database(judged), a_full_catalogue())

    with asked_of(judged) as statements:
        desk.submit(a_figure("2", "north", indicator=indicator, period="2022-12", revision=2))

    assert len(statements) > 10
    assert not scans(judged, statements)
