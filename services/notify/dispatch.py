"""Turning what has been gathered long enough into messages, one transaction a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import Connection

from services.notify.desk import Circumstances
from services.notify.domain.decision import Decision
from services.notify.domain.gathering import Patience
from services.notify.domain.reason import Reason
from services.notify.outgoing import MAIL, OutgoingStore
from services.notify.papers import Papers
from services.notify.store import NotifyStore
from services.notify.telling_store import TellingStore
from services.notify.watching import watch
from services.notify.writing import Written, write_to
from shared.catalogue import Catalogue
from shared.clock import Clock
from shared.database import Database
from shared.metrics import ALERTS_CLOSED, ALERTS_OPENED, DELIVERIES
from shared.trace import say_traced, trace_ids

LOG = structlog.get_logger()


def write_due(database: Database, catalogue: Catalogue, patience: Patience, clock: Clock, most: int = 50) -> int:
    """Write to at most `most` units whose message is due; returns how many messages that made."""
    with database.read() as tx:
        units = NotifyStore(tx).due_units(clock(), most)
    written = 0
    for unit in units:
        with database.write() as tx:
            # What came in since may have muted what is told of, or a promise may have passed.
            decided = watch(NotifyStore(tx), Circumstances(catalogue, patience, now := clock()), [unit])
            made = write_to(unit, papers_of(tx, catalogue, now), patience)
        report_alerts(decided)
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
    told = [decision for decision in decisions if decision.tells]
    reasons = Counter(decision.reason for decision in told)
    ALERTS_OPENED.inc(reasons[Reason.OPENED])
    for reason, count in reasons.items():
        if reason.closes:
            ALERTS_CLOSED.labels(reason.value.removeprefix("closed_")).inc(count)
    if told:
        traces = trace_ids(decision.alert.trace for decision in told if decision.alert is not None)
        say_traced(LOG.info, "alerts", traces, **Counter(decision.reason.value for decision in told))
