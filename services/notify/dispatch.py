"""Turning what has been gathered long enough into messages, one transaction a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import Connection

from services.notify.domain.decision import Decision
from services.notify.domain.gathering import Patience
from services.notify.domain.reason import Reason
from services.notify.outgoing import MAIL, OutgoingStore
from services.notify.papers import Papers
from services.notify.store import NotifyStore
from services.notify.telling_store import TellingStore
from services.notify.writing import Written, write_to
from shared.catalogue import Catalogue
from shared.clock import Clock
from shared.database import Database
from shared.metrics import ALERTS_CLOSED, ALERTS_OPEN, ALERTS_OPENED, DELIVERIES
from shared.trace import say_traced, trace_ids

LOG = structlog.get_logger()


def write_due(database: Database, catalogue: Catalogue, patience: Patience, clock: Clock, most: int = 50) -> int:
    """Write to at most `most` units whose message is due; returns how many messages that made."""
    with database.read() as tx:
        units = NotifyStore(tx).due_units(clock(), most)
    written = 0
    for unit in units:
        with database.write() as tx:
            made = write_to(unit, papers_of(tx, catalogue, clock()), patience)
        if made is not None:
            written += 1
            report(made)
    return written


def papers_of(tx: Connection, catalogue: Catalogue, now: datetime) -> Papers:
    """What writing a message needs, on one transaction."""
    return Papers(NotifyStore(tx), OutgoingStore(tx), TellingStore(tx), catalogue, now)


def report(written: Written) -> None:
    """Log a message that was written, and count it where nobody can be sent it."""
    message, traces = written.message, written.message.content.traces
    facts = {
        "unit": message.unit,
        "message": str(message.id),
        "reason": message.reason,
        **message.content.counts(),
    }
    if written.recipients:
        say_traced(LOG.info, "message written", traces, **facts, recipients=written.recipients)
        return
    DELIVERIES.labels(MAIL, "no_contact").inc()
    say_traced(LOG.warning, "message written, but the unit has no contact", traces, **facts)


def report_alerts(decisions: Sequence[Decision]) -> None:
    """Count what the news did to alerts, and log it where a unit has something new to hear."""
    reasons = Counter(decision.reason for decision in decisions)
    ALERTS_OPENED.inc(reasons[Reason.OPENED])
    for reason, count in reasons.items():
        if reason.closes:
            ALERTS_CLOSED.labels(reason.value.removeprefix("closed_")).inc(count)
    told = [decision for decision in decisions if decision.tells]
    if told:
        traces = trace_ids(decision.alert.trace for decision in told if decision.alert is not None)
        say_traced(LOG.info, "alerts", traces, **Counter(decision.reason.value for decision in told))


def gauge_alerts(database: Database, catalogue: Catalogue) -> None:
    """Set how many alerts are open, by level of the unit; a level without any stands at 0."""
    with database.read() as tx:
        by_unit = NotifyStore(tx).open_by_unit()
    open_now = Counter({unit.level: 0 for unit in catalogue.units.values()})
    for unit, count in by_unit.items():
        open_now[catalogue.units[unit].level if unit in catalogue.units else "other"] += count
    for level, count in open_now.items():
        ALERTS_OPEN.labels(level).set(count)
