"""The steps of alerts in the database; they are only added to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from services.notify.alert_rows import key_row
from services.notify.alert_tables import ALERT_STEP
from services.notify.domain.step import Step
from shared.bulk import insert


def add_steps(tx: Connection, steps: Sequence[Step]) -> None:
    """Add steps, in their order."""
    insert(tx, ALERT_STEP, [_row(step) for step in steps])


def steps_of(tx: Connection, alert: str) -> Sequence[Row[Any]]:
    """Every step of an alert, the first one first."""
    wanted = select(ALERT_STEP).where(ALERT_STEP.c.alert_id == alert)
    return tx.execute(wanted.order_by(ALERT_STEP.c.number)).all()


def closed_since(tx: Connection, moment: datetime) -> dict[str, int]:
    """How many alerts of each unit have closed since a moment that had been open."""
    closed = ALERT_STEP.c.at >= moment, ALERT_STEP.c.after == "closed", ALERT_STEP.c.before != "pending"
    counted = select(ALERT_STEP.c.unit, func.count(ALERT_STEP.c.alert_id.distinct())).where(*closed)
    return {row[0]: row[1] for row in tx.execute(counted.group_by(ALERT_STEP.c.unit))}


def _row(step: Step) -> dict[str, Any]:
    alert = step.alert
    return key_row(alert.key) | {
        "alert_id": alert.id,
        "at": step.at,
        "before": None if step.before is None else step.before.value,
        "after": alert.state.value,
        "reason": step.reason.value,
        "by": step.by,
        "note": step.note,
        "trace": alert.trace,
        "news": alert.news.model_dump_json(),
    }
