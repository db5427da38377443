"""How editions stand, for those who watch."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from services.report.domain.steps import Status
from services.report.edition_store import EditionStore
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.metrics import EDITION_UNPUBLISHED_SECONDS, EDITIONS


def gauge_editions(database: Database, catalogue: Catalogue, now: datetime) -> None:
    """Set the metrics to what is there now; what takes figures still waits for nobody."""
    with database.read() as tx:
        store = EditionStore(tx)
        counts, oldest = store.counts(), store.unpublished()
    for status in Status:
        EDITIONS.labels(status=str(status)).set(counts.get(status, 0))
    EDITION_UNPUBLISHED_SECONDS.set(0 if oldest is None else waiting(oldest, catalogue, now).total_seconds())


def waiting(period: str, catalogue: Catalogue, now: datetime) -> timedelta:
    """How long the edition of `period` could have been published: since the end of its last day."""
    closed = datetime.combine(catalogue.calendar.cut_off(period) + timedelta(days=1), time.min, BUSINESS_ZONE)
    return max(now - closed, timedelta(0))
