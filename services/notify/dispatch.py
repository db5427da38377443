"""Turning what has been gathered long enough into messages, one transaction a unit."""

from __future__ import annotations

from collections import Counter

import structlog

from services.notify.domain.gathering import Patience
from services.notify.domain.reason import Reason
from services.notify.outgoing import MAIL, OutgoingStore
from services.notify.store import NotifyStore
from services.notify.writing import Written, write_to
from shared.catalogue import Catalogue
from shared.clock import Clock
from shared.database import Database
from shared.metrics import ALERTS_CLOSED, ALERTS_OPEN, ALERTS_OPENED, DELIVERIES

LOG = structlog.get_logger()


def write_due(database: Database, catalogue: Catalogue, patience: Patience, clock: Clock, most: int = 50) -> int:
    """Write to at most `most` units whose message is due; returns how many messages that made."""
    with database.read() as tx:
        units = NotifyStore(tx).due_units(clock(), most)
    written = 0
    for unit in units:
        with database.write() as tx:
            made = write_to(unit, NotifyStore(tx), OutgoingStore(tx), catalogue, patience, now=clock())
        if made is not None:
            written += 1
            report(made)
    return written


def report(written: Written) -> None:
    """Log a message that was written, and count it where nobody can be sent it."""
    message, traces = written.message, written.message.content.traces
    facts = {
        "unit": message.unit,
        "message": str(message.id),
        "reason": message.reason,
        "behind": len(message.content.behind),
        "recovered": len(message.content.recovered),
        "trace": traces[0] if traces else None,
    }
    if written.recipients:
        LOG.info("message written", **facts, recipients=written.recipients)
        return
    DELIVERIES.labels(MAIL, "no_contact").inc()
    LOG.warning("message written, but the unit has no contact", **facts)


def count_alerts(reasons: Counter[Reason]) -> None:
    """Count what the news did to alerts."""
    ALERTS_OPENED.inc(reasons[Reason.OPENED])
    for reason, count in reasons.items():
        if reason.closes:
            ALERTS_CLOSED.labels(reason.value.removeprefix("closed_")).inc(count)


def gauge_alerts(database: Database, catalogue: Catalogue) -> None:
    """Set how many alerts are open, by level of the unit; a level without any stands at 0."""
    with database.read() as tx:
        by_unit = NotifyStore(tx).open_by_unit()
    open_now = Counter({unit.level: 0 for unit in catalogue.units.values()})
    for unit, count in by_unit.items():
        open_now[catalogue.units[unit].level if unit in catalogue.units else "other"] += count
    for level, count in open_now.items():
        ALERTS_OPEN.labels(level).set(count)
