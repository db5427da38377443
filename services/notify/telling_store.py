"""Who was first told of an alert and when, in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from services.notify.delivery_store import SENDING
from services.notify.domain.content import Content
from services.notify.domain.delivery import DeliveryState
from services.notify.domain.message import WhyWrite
from services.notify.domain.retry import LEASE
from services.notify.domain.said import read_said
from services.notify.domain.told import Said, Telling
from services.notify.outgoing import ABOUT_ALERTS
from services.notify.tables import ATTEMPT, DELIVERY, MESSAGE
from services.notify.timing_tables import TELLING
from shared.bulk import among, insert_missing


class TellingStore:
    """The tables of who was told what, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def last_said(self, unit: str) -> Said | None:
        """The newest message to `unit` about its alerts that was not taken back unsent, whatever became of it."""
        sent = select(MESSAGE.c.number, MESSAGE.c.reason, MESSAGE.c.created_at, MESSAGE.c.content).where(
            MESSAGE.c.unit == unit, ABOUT_ALERTS, _stands()
        )
        row = self.tx.execute(sent.order_by(MESSAGE.c.number.desc()).limit(1)).first()
        content = None if row is None else read_said(row.content)
        if row is None or not isinstance(content, Content):
            return None
        news = sent.where(MESSAGE.c.reason != WhyWrite.REPEAT.value).subquery()
        since = self.tx.scalar(select(func.max(news.c.number))) or 0
        times = select(func.count()).select_from(sent.where(MESSAGE.c.number >= since).subquery())
        return Said(row.created_at, content, self.tx.scalar(times) or 1)

    def last_handed_over(self, unit: str) -> datetime | None:
        """When somebody in `unit` last got, or may have got, a message about its alerts."""
        mine = select(MESSAGE.c.id).where(MESSAGE.c.unit == unit, ABOUT_ALERTS)
        arrived = [DeliveryState.SENT.value, DeliveryState.MAYBE_DUPLICATE.value]
        reached = DELIVERY.c.state.in_(arrived) | (DELIVERY.c.lost > 0)
        done = select(func.max(ATTEMPT.c.at)).join(DELIVERY).where(DELIVERY.c.message_id.in_(mine), reached)
        under_way = select(func.max(DELIVERY.c.lease_until)).where(
            DELIVERY.c.message_id.in_(mine), DELIVERY.c.state == SENDING
        )
        began = self.tx.scalar(under_way)
        moments = [self.tx.scalar(done), None if began is None else began - LEASE]
        return max((moment for moment in moments if moment is not None), default=None)

    def note(self, tellings: Iterable[Telling]) -> None:
        """Keep who was told of an alert, where nobody was at this level before."""
        insert_missing(self.tx, TELLING, [_row(telling) for telling in tellings])

    def first_told(self, alerts: Collection[str]) -> dict[str, datetime]:
        """When the units themselves were first told of these alerts."""
        wanted = select(TELLING.c.alert_id, TELLING.c.at).where(TELLING.c.level == 0)
        rows = among(self.tx, wanted, [TELLING.c.alert_id], [(alert,) for alert in alerts])
        return {row.alert_id: row.at for row in self.tx.execute(rows)}

    def told_above(self, superior: str | None = None) -> list[Telling]:
        """What superiors (one of them) were told, of alerts of which they have not heard yet that they are over."""
        current = select(TELLING).where(TELLING.c.level > 0, TELLING.c.ended_at.is_(None))
        mine = current if superior is None else current.where(TELLING.c.told == superior)
        return [_telling(row) for row in self.tx.execute(mine.order_by(TELLING.c.unit, TELLING.c.alert_id))]

    def end(self, tellings: Iterable[Telling], now: datetime) -> None:
        """The superiors know, or need not know, that these are over."""
        over = [{"alert": each.alert, "told_level": each.level} for each in tellings]
        if over:
            mine = TELLING.c.alert_id == bindparam("alert"), TELLING.c.level == bindparam("told_level")
            self.tx.execute(update(TELLING).where(*mine).values(ended_at=now), over)


def _stands() -> Any:
    # Without a contact there is no delivery: it was written all the same.
    deliveries = select(DELIVERY.c.id).where(DELIVERY.c.message_id == MESSAGE.c.id)
    kept = deliveries.where(DELIVERY.c.state != DeliveryState.SUPERSEDED.value)
    return kept.exists() | ~deliveries.exists()


def _row(telling: Telling) -> dict[str, Any]:
    return {
        "alert_id": telling.alert,
        "level": telling.level,
        "unit": telling.unit,
        "told": telling.told,
        "message_id": telling.message,
        "at": telling.at,
        "ended_at": None,
    }


def _telling(row: Row[Any]) -> Telling:
    return Telling(row.alert_id, row.level, row.unit, row.told, row.message_id, row.at)
