"""Silences in the database. None is ever deleted."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from services.notify.alert_tables import SILENCE
from services.notify.domain.silence import Silence
from shared.bulk import upsert


def keep_silence(tx: Connection, silence: Silence) -> None:
    """Keep a silence, new or ended."""
    upsert(tx, SILENCE, [asdict(silence)])


def find_silence(tx: Connection, name: str) -> Silence | None:
    row = tx.execute(select(SILENCE).where(SILENCE.c.id == name)).first()
    return None if row is None else _silence(row)


def all_silences(tx: Connection) -> list[Silence]:
    """Every silence there ever was, the last to end first."""
    rows = tx.execute(select(SILENCE).order_by(SILENCE.c.until.desc(), SILENCE.c.made_at, SILENCE.c.id))
    return [_silence(row) for row in rows]


def holding_silences(tx: Connection, today: date) -> list[Silence]:
    """The silences that hold today."""
    holds = (SILENCE.c.ended_at.is_(None), SILENCE.c.since <= today, SILENCE.c.until >= today)
    return [_silence(row) for row in tx.execute(select(SILENCE).where(*holds).order_by(SILENCE.c.id))]


def _silence(row: Row[Any]) -> Silence:
    return Silence(
        id=row.id, since=row.since, until=row.until, document=row.document, author=row.author, reason=row.reason,
        made_at=row.made_at, unit=row.unit, indicator=row.indicator, period=row.period, ended_at=row.ended_at,
        ended_by=row.ended_by,
    )  # fmt: skip
