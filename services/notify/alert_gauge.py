"""How many alerts are open, for the metrics."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from services.notify.store import NotifyStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.metrics import ALERTS_OPEN, ALERTS_OPEN_BY_AGE

#: an alert is of the first age that it is younger than
AGES = (("week", timedelta(days=7)), ("month", timedelta(days=30)))
OLDER = "older"


def gauge_alerts(database: Database, catalogue: Catalogue, now: datetime) -> None:
    """Set how many alerts are open, by level of the unit and age; a level without any stands at 0."""
    with database.read() as tx:
        opened = NotifyStore(tx).open_since()
    levels: set[str] = {unit.level for unit in catalogue.units.values()}
    open_now: Counter[tuple[str, str]] = Counter(
        {(level, age): 0 for level in levels for age in (*(name for name, _ in AGES), OLDER)}
    )
    for unit, at in opened:
        known = catalogue.units.get(unit)
        open_now["other" if known is None else known.level, age_of(at, now)] += 1
    by_level: Counter[str] = Counter()
    for (level, age), count in open_now.items():
        ALERTS_OPEN_BY_AGE.labels(level, age).set(count)
        by_level[level] += count
    for level, count in by_level.items():
        ALERTS_OPEN.labels(level).set(count)


def age_of(opened_at: datetime | None, now: datetime) -> str:
    """The age of an alert that opened then; one that has just opened may not say when."""
    return next((name for name, limit in AGES if opened_at is None or now - opened_at < limit), OLDER)
