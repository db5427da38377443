"""The rules of judging, on the tables of both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from services.scoring.tables import metadata
from shared.database import Database, open_database
from tests.unit.scoring import judging_rules as rules
from tests.unit.scoring.desk import Transactions, in_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_database("scoring", url)
    if request.param == "postgresql":
        with opened.write() as tx:
            tx.execute(text("CREATE SCHEMA scoring"))
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def transactions(database: Database) -> Transactions:
    return in_database(database)


class TestJudgingOneFigure(rules.JudgingOneFigure): ...


class TestComparingPeriods(rules.ComparingPeriods): ...


class TestFlipping(rules.Flipping): ...


class TestTotalling(rules.Totalling): ...


class TestRanking(rules.Ranking): ...
