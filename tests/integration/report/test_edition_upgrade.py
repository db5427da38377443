"""An installation of before editions had steps keeps its drafts, and can publish them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from services.report.build import latest_bulletin
from services.report.domain.content import bulletin_json
from services.report.domain.steps import Status
from services.report.editing import approve, check
from services.report.publishing import Order, publish
from shared import migrations
from shared.database import Database, open_database
from tests.integration.report.desk import TIME, edition, full, record, seen
from tests.older_tables import migrate
from tests.unit.report.factories import CATALOGUE, NOW, an_edition

OLD = (
    "INSERT INTO edition (period, status, content_hash, built_at, body) "
    "VALUES (:period, 'draft', :hash, '2023-03-19 01:30:00+00', :body)"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of the report service without tables."""
    on_disk = request.param == "sqlite"
    opened = open_database("report", f"sqlite:///{tmp_path}" if on_disk else request.getfixturevalue("postgres_url"))
    yield opened
    opened.close()


def test_a_draft_of_before_goes_its_way_to_publication(database: Database) -> None:
    old = an_edition(*full())
    with database.write() as tx:
        migrate(tx, "report", "0003")
        tx.execute(text(OLD), {"period": NOW, "hash": old.content_hash, "body": bulletin_json(old)})

    migrations.upgrade(database, "report")

    assert latest_bulletin(database, NOW) == old
    assert (edition(database).status, edition(database).issue, edition(database).number) == (Status.DRAFT, 1, None)
    record(database, *full())
    check(database, NOW, seen(database))
    approve(database, CATALOGUE, NOW, seen(database, "B"))
    assert publish(database, CATALOGUE, Order(NOW, "B"), TIME).issue.label == "01/2023"
