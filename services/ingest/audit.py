"""The audit trail as it is kept: entries join the transaction of what they tell, seals follow a little later."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

import structlog
from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from services.ingest.domain.audit import START, Action, Entry, Seal, sealed
from services.ingest.domain.tally import MINUTE, Tally, entries
from services.ingest.tables import audit, audit_seal
from shared.database import Database
from shared.metrics import AUDIT_UNSEALED

SEALED_AT_ONCE = 500
READ_AT_ONCE = 2000
#: an entry gets its number some statements before it can be seen; never so many entries before
NUMBERS_UNDER_WAY = 20_000

log = structlog.get_logger()


def record(tx: Connection, *told: Entry) -> None:
    """Keep entries in this transaction."""
    if told:
        tx.execute(audit.insert(), [_row(entry) for entry in told])


def record_refused(database: Database, tally: Tally, before: datetime | None = None) -> None:
    """Keep what was counted of refused uses that began before then (None: all)."""
    counted = tally.take(before)
    if not counted:
        return
    try:
        with database.write() as tx:
            record(tx, *entries(counted))
    except SQLAlchemyError:
        tally.give_back(counted)
        raise


def keep_trail(database: Database, tally: Tally, now: datetime) -> None:
    """Keep what a minute has counted, and seal what was kept."""
    record_refused(database, tally, now - MINUTE)
    while seal_some(database) == SEALED_AT_ONCE:
        pass
    with database.read() as tx:
        AUDIT_UNSEALED.set(unsealed(tx))


def seal_some(database: Database) -> int:
    """Seal the oldest entries without a seal, one process at a time; returns how many."""
    with database.read() as tx:
        if not tx.execute(_waiting(tx).limit(1)).first():
            return 0
    with database.write() as tx:
        if not _alone(tx, database.name):
            return 0
        waiting = [_entry(row) for row in tx.execute(_waiting(tx).order_by(audit.c.number).limit(SEALED_AT_ONCE))]
        place, sha256 = head(tx)
        links = []
        for entry in waiting:
            place, sha256 = place + 1, sealed(sha256, entry)
            links.append({"place": place, "number": entry.number, "sha256": sha256})
        if links:
            tx.execute(audit_seal.insert(), links)
    # In the logs, which are kept elsewhere, the head outlives whoever might make the chain anew.
    log.info("audit trail sealed", entries=len(links), place=place, sha256=sha256)
    return len(links)


def head(tx: Connection) -> tuple[int, str]:
    """Place and hash of the newest seal."""
    query = select(audit_seal.c.place, audit_seal.c.sha256).order_by(audit_seal.c.place.desc()).limit(1)
    place, sha256 = tx.execute(query).one_or_none() or (0, START)
    return int(place), str(sha256)


def seals(tx: Connection) -> Iterator[Seal]:
    """Every seal with its entry, in the order of the chain."""
    query = select(audit_seal.c.place, audit_seal.c.sha256, audit).join_from(
        audit_seal, audit, audit.c.number == audit_seal.c.number, isouter=True
    )
    last = 0
    for _ in count():
        page = query.where(audit_seal.c.place > last).order_by(audit_seal.c.place).limit(READ_AT_ONCE)
        rows = tx.execute(page).all()
        if not rows:
            return
        last = rows[-1].place
        yield from (Seal(row.place, row.sha256, None if row.number is None else _entry(row)) for row in rows)


def unsealed(tx: Connection) -> int:
    """How many entries still wait for their seal."""
    return int(tx.execute(select(func.count()).select_from(_waiting(tx).subquery())).scalar_one())


def never_sealed(tx: Connection) -> list[int]:
    """The first numbers of entries so far behind the chain that they were slipped in."""
    query = _without_seal().with_only_columns(audit.c.number).where(audit.c.number <= _floor(tx))
    return list(tx.execute(query.order_by(audit.c.number).limit(10)).scalars())


def list_entries(
    tx: Connection, *, since: datetime | None = None, key_id: str | None = None, most: int = 1000
) -> list[Entry]:
    """The newest entries, oldest first: since a moment, of one key."""
    query = select(audit).order_by(audit.c.number.desc()).limit(most)
    if since is not None:
        query = query.where(audit.c.at >= since)
    if key_id is not None:
        query = query.where(audit.c.key_id == key_id)
    return [_entry(row) for row in reversed(tx.execute(query).all())]


def _waiting(tx: Connection) -> Select[Any]:
    return _without_seal().where(audit.c.number > _floor(tx))


def _without_seal() -> Select[Any]:
    seal = select(audit_seal.c.place).where(audit_seal.c.number == audit.c.number)
    return select(audit).where(~seal.exists())


def _floor(tx: Connection) -> int:
    newest = tx.execute(select(func.coalesce(func.max(audit_seal.c.number), 0))).scalar_one()
    return int(newest) - NUMBERS_UNDER_WAY


def _alone(tx: Connection, name: str) -> bool:
    if tx.dialect.name != "postgresql":
        return True  # whoever writes is alone
    lock = zlib.crc32(f"nhipso audit {name}".encode())
    return bool(tx.execute(select(func.pg_try_advisory_xact_lock(lock))).scalar_one())


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "action": str(entry.action),
        "actor": entry.actor,
        "key_id": entry.key_id,
        "address": entry.address,
        "trace_id": entry.trace_id,
        "details": dict(entry.details),
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(Action(row.action), row.at, row.actor, row.key_id, row.address, row.trace_id, row.details, row.number)
