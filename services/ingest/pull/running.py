"""Pulling what is due: claimed, pulled, told, and put off until it is due again."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import Row

from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.pull.patience import FIRST_WAIT, THOUSAND, next_due, next_try
from services.ingest.domain.pull.progress import caught_up
from services.ingest.domain.pull.source import Source
from services.ingest.pull.holding import held
from services.ingest.pull.pulling import Pull
from services.ingest.pull.report import Report
from services.ingest.pull.store import PullStore, checkpoint_of
from shared.clock import BUSINESS_ZONE
from shared.errors import TryLater
from shared.metrics import PULL_AGE_SECONDS, PULL_INTERVAL_SECONDS, PULL_PAUSED, PULLS
from shared.parts import Parts
from shared.trace import trace_id

SENDER = "pull"

log = structlog.get_logger()


def pull_now(source: Source, parts: Parts, *, early: bool = False) -> Report | None:
    """Pull a source; None when it is paused, not due, or pulled by somebody else. `early`: also before it is due."""
    run, now = uuid4(), parts.clock()
    with parts.database.write() as tx:
        store = PullStore(tx)
        store.meet([source.name], now)
        row = store.claim(source.name, run, now, early=early)
    if row is None:
        return None
    pull = Pull(source, parts, run)
    with held(source.name, run, parts):
        report = pull.go(row)
    _finish(source, parts, report, row.failures, pull.trace)
    _tell(report, pull.trace)
    return report


def look_at(source: Source, parts: Parts, row: Row[Any]) -> Report:
    """The same from where it stands, with nothing kept."""
    return Pull(source, parts, uuid4(), dry_run=True).go(row)


def due_sources(sources: Mapping[str, Source], parts: Parts) -> list[Source]:
    """The sources to be pulled now; shows how old the last success of each is."""
    now = parts.clock()
    with parts.database.read() as tx:
        rows = PullStore(tx).known(sources)
        due = PullStore(tx).due(sources, now)
    unmet = sorted(set(sources) - set(rows))
    if unmet:
        with parts.database.write() as tx:
            PullStore(tx).meet(unmet, now)
    gauge_sources(sources, rows.values(), now)
    return [sources[name] for name in (*due, *unmet)]


def gauge_sources(sources: Mapping[str, Source], rows: Iterable[Row[Any]], now: datetime) -> None:
    """Show of each source how old its last success is, how often there should be one, and whether it is paused."""
    for row in rows:
        since = row.last_success_at or row.known_since
        PULL_AGE_SECONDS.labels(row.name).set((now - since).total_seconds())
        PULL_INTERVAL_SECONDS.labels(row.name).set(sources[row.name].every.total_seconds())
        PULL_PAUSED.labels(row.name).set(row.paused_at is not None)


def _finish(source: Source, parts: Parts, report: Report, failures: int, trace: str) -> None:
    now, share = parts.clock(), random.randrange(THOUSAND)
    failure = report.failure
    become: dict[str, Any] = {
        "claim": None,
        "claimed_until": None,
        "last_outcome": report.outcome,
        "last_said": failure.why[:2000] if failure else "",
    }
    if failure is None:
        become |= {"failures": 0, "last_success_at": now, "due_at": next_due(source, now, share)}
    else:
        due = next_try(failure, failures + 1, now, share)
        become |= {"failures": failures + 1, "due_at": due, "paused_at": now if failure.stops else None}
    try:
        with parts.database.write() as tx:
            store = PullStore(tx)
            if failure is None and not _is_done(store, source, now):
                become["due_at"] = now + FIRST_WAIT
            store.hold(source.name, report.run, now, **become)
            if failure is not None and failure.stops:
                record(tx, _paused(source, report.run, failure.why, now, trace))
    except TryLater as taken:
        log.warning("pull overtaken", source=source.name, reason=str(taken), trace_id=trace_id(trace))


def _is_done(store: PullStore, source: Source, now: datetime) -> bool:
    row = store.known([source.name])[source.name]
    return caught_up(source, checkpoint_of(row), now.astimezone(BUSINESS_ZONE).date())


def _paused(source: Source, run: UUID, why: str, now: datetime, trace: str) -> Entry:
    details = {"source": source.name, "run": str(run), "reason": why}
    return Entry(Action.PULL_PAUSED, now, actor=SENDER, trace_id=trace_id(trace), details=details)


def _tell(report: Report, trace: str) -> None:
    PULLS.labels(report.name, report.outcome).inc()
    told = {name: value for name, value in report.told().items() if name not in ("name", "receipts", "errors")}
    write = log.info if report.failure is None else log.warning
    write("pull", service="ingest", source=report.name, trace_id=trace_id(trace), **told)
