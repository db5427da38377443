"""Alerts and gatherings in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select, text, true, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from services.notify import owed_store, silence_store, step_store
from services.notify.alert_rows import alert_of, alert_row
from services.notify.alert_tables import ALERT
from services.notify.domain.alert import OPEN_STATES, Alert, AlertKey, AlertState, Kind
from services.notify.domain.gathering import Gathering, Patience
from services.notify.domain.owed import Owed
from services.notify.domain.silence import Silence
from services.notify.domain.source import Due
from services.notify.domain.step import Step
from services.notify.tables import GATHERING
from shared.catalogue import Catalogue
from shared.events import Event
from shared.figures import SeriesKey
from shared.messaging.outbox import announce

#: rows asked for or written in one statement, far below either database's limit of parameters
CHUNK = 500
SERIES = (ALERT.c.unit, ALERT.c.indicator, ALERT.c.dimension)
IS_OPEN = ALERT.c.state.in_([state.value for state in OPEN_STATES])
STANDS = ALERT.c.state != AlertState.CLOSED.value


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
        return self._alerts(IS_OPEN if unit is None else and_(IS_OPEN, ALERT.c.unit == unit))

    def every_alert(self) -> dict[AlertKey, Alert]:
        """All alerts, open or closed."""
        return {alert.key: alert for alert in self._alerts(true())}

    def units(self) -> set[str]:
        """Every unit that there is, or was, an alert for."""
        return set(self.tx.scalars(select(ALERT.c.unit).distinct()))

    def standing_alerts(self, units: Collection[str] | None = None) -> list[Alert]:
        """The alerts of these units (of all) that stand, told or not, and those of silent sources."""
        if units is None:
            return self._alerts(STANDS)
        return self._alerts(and_(STANDS, or_(ALERT.c.unit.in_(units), ALERT.c.kind == Kind.SILENT_SOURCE.value)))

    def needs_watching(self, today: date, catalogue: Catalogue) -> bool:
        """Whether anything that stands may change by the clock, or be muted; told without reading it all."""
        if catalogue.alert_policy.parents_mute or self.holding_silences(today):
            return True
        late = or_(
            and_(ALERT.c.state == AlertState.PENDING.value, ALERT.c.speaks_on <= today),
            and_(ALERT.c.state == AlertState.ACKNOWLEDGED.value, ALERT.c.promised_on < today),
            and_(ALERT.c.state == AlertState.OPEN.value, ALERT.c.opened_at.is_(None)),
            and_(STANDS, ALERT.c.muted_by.is_not(None)),
            and_(STANDS, ALERT.c.kind == Kind.SILENT_SOURCE.value),
        )
        return self.tx.execute(select(ALERT.c.id).where(late).limit(1)).first() is not None

    def holding_silences(self, today: date) -> list[Silence]:
        """The silences that hold today."""
        return silence_store.holding_silences(self.tx, today)

    def named_alerts(self, names: Collection[str]) -> list[Alert]:
        """The alerts with these ids whose last spell it is."""
        return [alert for chunk in _chunks(sorted(names)) for alert in self._alerts(ALERT.c.id.in_(chunk))]

    def source_alerts(self, sources: Collection[str]) -> dict[AlertKey, Alert]:
        """The alerts that these sources are silent, whoever answers for them."""
        of_sources = and_(ALERT.c.kind == Kind.SILENT_SOURCE.value, ALERT.c.dimension.in_(sources))
        return {alert.key: alert for alert in self._alerts(of_sources)}

    def open_by_unit(self) -> Mapping[str, int]:
        """How many alerts are open, by unit."""
        counted = select(ALERT.c.unit, func.count()).where(IS_OPEN)
        return {row[0]: row[1] for row in self.tx.execute(counted.group_by(ALERT.c.unit))}

    def open_since(self) -> list[tuple[str, datetime | None]]:
        """The unit of every open alert, and when it opened."""
        return [(row[0], row[1]) for row in self.tx.execute(select(ALERT.c.unit, ALERT.c.opened_at).where(IS_OPEN))]

    def save(self, alerts: Iterable[Alert], now: datetime) -> None:
        self._put(ALERT, [alert_row(alert, now) for alert in alerts])

    def add_steps(self, steps: Sequence[Step]) -> None:
        step_store.add_steps(self.tx, steps)

    def owed(self, series: Collection[SeriesKey]) -> dict[SeriesKey, Owed]:
        return owed_store.owed(self.tx, series)

    def every_owed(self) -> dict[SeriesKey, Owed]:
        return owed_store.every_owed(self.tx)

    def keep_silence(self, silence: Silence) -> None:
        silence_store.keep_silence(self.tx, silence)

    def find_silence(self, name: str) -> Silence | None:
        return silence_store.find_silence(self.tx, name)

    def keep_owed(self, owed: Iterable[Owed]) -> None:
        owed_store.keep_owed(self.tx, owed)

    def last_due(self, source: str, indicators: Collection[str]) -> Due | None:
        return owed_store.last_due(self.tx, source, indicators)

    def gatherings(self, units: Collection[str]) -> dict[str, Gathering]:
        """What is being gathered for these units."""
        rows = [
            row
            for chunk in _chunks(sorted(units))
            for row in self.tx.execute(select(GATHERING).where(GATHERING.c.unit.in_(chunk)))
        ]
        return {row.unit: Gathering(row.unit, row.first_at, row.last_at, row.accepted_at) for row in rows}

    def keep(self, gatherings: Iterable[Gathering], patience: Patience) -> None:
        self._put(
            GATHERING,
            [
                {
                    "unit": one.unit,
                    "first_at": one.first_at,
                    "last_at": one.last_at,
                    "due_at": one.due_at(patience),
                    "accepted_at": one.accepted_at,
                }
                for one in gatherings
            ],
        )

    def due_units(self, now: datetime, limit: int) -> list[str]:
        """Units whose message is due, the longest due first."""
        due = select(GATHERING.c.unit).where(GATHERING.c.due_at <= now).order_by(GATHERING.c.due_at).limit(limit)
        return list(self.tx.scalars(due))

    def postpone(self, unit: str, until: datetime) -> None:
        """Let what is gathered for a unit rest until then."""
        self.tx.execute(update(GATHERING).where(GATHERING.c.unit == unit).values(due_at=until))

    def finish(self, unit: str) -> None:
        """End the gathering of a unit."""
        self.tx.execute(delete(GATHERING).where(GATHERING.c.unit == unit))

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        announce(self.tx, events, now)

    def _alerts(self, condition: ColumnElement[bool]) -> list[Alert]:
        columns = ALERT.primary_key.columns
        return [alert_of(row) for row in self.tx.execute(select(ALERT).where(condition).order_by(*columns))]

    def _put(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        insert = postgresql.insert if self.tx.dialect.name == "postgresql" else sqlite.insert
        keys = [column.name for column in table.primary_key]
        for chunk in _chunks(rows):
            statement = insert(table)
            rest = {name: statement.excluded[name] for name in chunk[0] if name not in keys}
            self.tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), list(chunk))


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
