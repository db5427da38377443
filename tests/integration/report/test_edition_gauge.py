"""What those who watch see of editions."""

from __future__ import annotations

from datetime import datetime

from services.report.editing import Hand, reissue
from services.report.edition_gauge import gauge_editions
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.metrics import REGISTRY
from tests.integration.report.desk import (
    LATER,
    draft,
    full,
    published,
    record,
)
from tests.unit.report.factories import CATALOGUE, NOW, an_evaluation


def test_the_metrics_tell_how_editions_stand_and_since_when_the_oldest_waits(database: Database) -> None:
    published(database, *full())
    record(database, an_evaluation().model_copy(update={"period": "2023-03"}))

    gauge_editions(database, CATALOGUE, LATER)

    closed, due = datetime(2023, 4, 18, tzinfo=BUSINESS_ZONE), datetime(2023, 4, 25, tzinfo=BUSINESS_ZONE)
    assert REGISTRY.get_sample_value("nhipso_editions", {"status": "published"}) == 1
    assert REGISTRY.get_sample_value("nhipso_editions", {"status": "draft"}) == 0
    assert REGISTRY.get_sample_value("nhipso_edition_unpublished_seconds") == (LATER - closed).total_seconds()
    assert REGISTRY.get_sample_value("nhipso_edition_late_seconds") == (LATER - due).total_seconds()


def test_an_edition_that_is_issued_again_is_not_late(database: Database) -> None:
    published(database, *full())
    reissue(database, NOW, Hand("B", LATER))

    gauge_editions(database, CATALOGUE, LATER)

    assert REGISTRY.get_sample_value("nhipso_edition_late_seconds") == 0


def test_the_metrics_tell_how_large_the_files_of_the_newest_edition_are(database: Database) -> None:
    issued = published(database, *full())

    gauge_editions(database, CATALOGUE, LATER)

    sizes = {file.name: file.size for file in issued.files}
    for form in ("json", "html", "docx", "pdf", "xlsx"):
        told = REGISTRY.get_sample_value("nhipso_edition_file_bytes", {"format": form})
        assert told == sizes[f"bulletin.{form}"]


def test_an_edition_is_not_late_on_its_last_day(database: Database) -> None:
    draft(database, *full())

    late = []
    for moment in (
        datetime(2023, 3, 24, 23, 59, tzinfo=BUSINESS_ZONE),
        datetime(2023, 3, 25, 0, 1, tzinfo=BUSINESS_ZONE),
    ):
        gauge_editions(database, CATALOGUE, moment)
        late.append(REGISTRY.get_sample_value("nhipso_edition_late_seconds"))

    assert late == [0, 60]
