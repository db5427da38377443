"""Alerts and gatherings in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, func, select, text, true, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from services.notify.domain.alert import Alert, AlertKey, AlertState, Order
from services.notify.domain.gathering import Gathering, Patience
from services.notify.domain.reason import Reason
from services.notify.tables import ALERT, GATHERING
from shared.events import Event
from shared.facts import Evaluation
from shared.figures import SeriesKey
from shared.messaging.outbox import announce

#: rows asked for or written in one statement, far below either database's limit of parameters
CHUNK = 500
SERIES = (ALERT.c.unit, ALERT.c.indicator, ALERT.c.dimension)


class NotifyStore:
    """The tables of alerts and gatherings, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def hold(self, units: Collection[str]) -> None:
        """Keep other transactions from these units. SQLite has one writer anyway."""
        if self.tx.dialect.name != "postgresql":
            return
        for unit in sorted(units):  # always in one order: two batches never wait for each other
            self.tx.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"nhipso.notify:{unit}"})

    def alerts_on(self, series: Collection[SeriesKey]) -> dict[AlertKey, Alert]:
        """What is known of these series, under every programme."""
        found: dict[AlertKey, Alert] = {}
        for chunk in _chunks([(key.unit, key.indicator, key.dimension) for key in sorted(series)]):
            found |= {alert.key: alert for alert in self._alerts(tuple_(*SERIES).in_(chunk))}
        return found

    def alerts_of(self, unit: str, also: Collection[AlertKey] = ()) -> list[Alert]:
        """The open alerts of a unit, and `also` these of its alerts whatever their state."""
        wanted = {tuple(key) for key in also}
        mine = self._alerts(ALERT.c.unit == unit)
        return [alert for alert in mine if alert.is_open or tuple(alert.key) in wanted]

    def open_alerts(self, unit: str | None = None) -> list[Alert]:
        """All open alerts (of one unit), by unit."""
        is_open = ALERT.c.state == AlertState.OPEN.value
        return self._alerts(is_open if unit is None else and_(is_open, ALERT.c.unit == unit))

    def every_alert(self) -> dict[AlertKey, Alert]:
        """All alerts, open or closed."""
        return {alert.key: alert for alert in self._alerts(true())}

    def units(self) -> set[str]:
        """Every unit that there is, or was, an alert for."""
        return set(self.tx.scalars(select(ALERT.c.unit).distinct()))

    def open_by_unit(self) -> Mapping[str, int]:
        """How many alerts are open, by unit."""
        counted = select(ALERT.c.unit, func.count()).where(ALERT.c.state == AlertState.OPEN.value)
        return {row[0]: row[1] for row in self.tx.execute(counted.group_by(ALERT.c.unit))}

    def save(self, alerts: Iterable[Alert], now: datetime) -> None:
        self._put(ALERT, [_alert_row(alert, now) for alert in alerts])

    def gatherings(self, units: Collection[str]) -> dict[str, Gathering]:
        """What is being gathered for these units."""
        rows = [
            row
            for chunk in _chunks(sorted(units))
            for row in self.tx.execute(select(GATHERING).where(GATHERING.c.unit.in_(chunk)))
        ]
        return {row.unit: Gathering(row.unit, row.first_at, row.last_at) for row in rows}

    def keep(self, gatherings: Iterable[Gathering], patience: Patience) -> None:
        self._put(
            GATHERING,
            [
                {"unit": g.unit, "first_at": g.first_at, "last_at": g.last_at, "due_at": g.due_at(patience)}
                for g in gatherings
            ],
        )

    def due_units(self, now: datetime, limit: int) -> list[str]:
        """Units whose message is due, the longest due first."""
        due = select(GATHERING.c.unit).where(GATHERING.c.due_at <= now).order_by(GATHERING.c.due_at).limit(limit)
        return list(self.tx.scalars(due))

    def finish(self, unit: str) -> None:
        """End the gathering of a unit."""
        self.tx.execute(delete(GATHERING).where(GATHERING.c.unit == unit))

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        announce(self.tx, events, now)

    def _alerts(self, condition: ColumnElement[bool]) -> list[Alert]:
        columns = (ALERT.c.unit, ALERT.c.indicator, ALERT.c.dimension, ALERT.c.programme)
        return [_alert(row) for row in self.tx.execute(select(ALERT).where(condition).order_by(*columns))]

    def _put(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        insert = postgresql.insert if self.tx.dialect.name == "postgresql" else sqlite.insert
        keys = [column.name for column in table.primary_key]
        for chunk in _chunks(rows):
            statement = insert(table)
            rest = {name: statement.excluded[name] for name in chunk[0] if name not in keys}
            self.tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), list(chunk))


def _alert_row(alert: Alert, now: datetime) -> dict[str, Any]:
    series, turned = alert.key.series, alert.turned
    return {
        "unit": series.unit,
        "indicator": series.indicator,
        "dimension": series.dimension,
        "programme": alert.key.programme,
        "id": alert.id,
        "state": alert.state.value,
        "reason": alert.reason.value,
        "since": alert.since,
        "turned_period": None if turned is None else turned.period,
        "turned_sequence": None if turned is None else turned.sequence,
        "turned_to": alert.turned_to,
        "evaluation": alert.evaluation.model_dump_json(),
        "trace": alert.trace,
        "changed_at": now,
    }


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        key=AlertKey(SeriesKey(row.unit, row.indicator, row.dimension), row.programme),
        state=AlertState(row.state),
        reason=Reason(row.reason),
        evaluation=Evaluation.model_validate_json(row.evaluation),
        turned=None if row.turned_period is None else Order(row.turned_period, row.turned_sequence),
        turned_to=row.turned_to,
        since=row.since,
        trace=row.trace,
    )


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
