"""A province that has declared its sections, and an editor who sits at its desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.report.pages.desk.door import Doorman
from shared import migrations
from shared.database import Database, open_database
from shared.parts import Parts
from shared.settings import Settings
from tests.integration.report.desk_pages.visitor import Visitor, key
from tests.integration.report.test_manuscripts import SECTIONS
from tests.unit.report.factories import CATALOGUE


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database("report", f"sqlite:///{tmp_path}")
    migrations.upgrade(opened, "report")
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "sections.yaml").write_text(SECTIONS, "utf-8")
    yield opened
    opened.close()


@pytest.fixture
def visitor(database: Database, tmp_path: Path) -> Visitor:
    """Nguyễn Văn A, signed in; may do everything."""
    made = Visitor(Parts(database, CATALOGUE, Settings(province=tmp_path)), Doorman())
    made.sign_in(key(database, "Nguyễn Văn A"))
    return made
