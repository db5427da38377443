"""How editions stand, for those who watch."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from services.report.domain.steps import Status
from services.report.edition_store import EditionStore
from services.report.issue_store import IssueStore
from shared.catalogue import Catalogue, ReportingCalendar
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.metrics import EDITION_FILE_BYTES, EDITION_LATE_SECONDS, EDITION_UNPUBLISHED_SECONDS, EDITIONS


def gauge_editions(database: Database, catalogue: Catalogue, now: datetime) -> None:
    """Set the metrics to what is there now; what takes figures still waits for nobody."""
    with database.read() as tx:
        store = EditionStore(tx)
        counts, oldest = store.counts(), store.unpublished()
        issues = IssueStore(tx).issues()
        files = IssueStore(tx).files(issues[-1]) if issues else []
    for status in Status:
        EDITIONS.labels(status=str(status)).set(counts.get(status, 0))
    waited, late = (timedelta(0), timedelta(0)) if oldest is None else waiting(oldest, catalogue.calendar, now)
    EDITION_UNPUBLISHED_SECONDS.set(waited.total_seconds())
    EDITION_LATE_SECONDS.set(late.total_seconds())
    for file in files:
        EDITION_FILE_BYTES.labels(format=file.name.rpartition(".")[2]).set(file.size)


def waiting(period: str, calendar: ReportingCalendar, now: datetime) -> tuple[timedelta, timedelta]:
    """How long the edition of `period` could have been published, and how long it is late: since the ends of days."""
    since, late = (_end_of(day) for day in (calendar.cut_off(period), calendar.due(period)))
    return max(now - since, timedelta(0)), max(now - late, timedelta(0))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, BUSINESS_ZONE)
