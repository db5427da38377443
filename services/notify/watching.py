"""Watching over the alerts that stand: grace and promises pass, silences begin and end, parents mute their children."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol

from services.notify.desk import Book, Circumstances, Ledger
from services.notify.domain.alert import Alert
from services.notify.domain.decision import Decision
from services.notify.domain.muting import Quiet, ancestors
from services.notify.domain.passing import pass_time
from services.notify.domain.reason import Reason
from services.notify.domain.silence import Silence
from services.notify.store import NotifyStore
from shared.database import Database


class Standing(Protocol):
    """What stands, and what keeps it quiet."""

    def standing_alerts(self, units: Collection[str] | None = None) -> list[Alert]:
        """The alerts of these units (of all) that stand, and those of silent sources."""
        ...

    def holding_silences(self, today: date) -> list[Silence]: ...


class WatchStore(Standing, Ledger, Protocol):
    """What watching reads and writes, in one transaction."""

    def hold(self, names: Collection[str]) -> None: ...


def watch_all(database: Database, around: Circumstances) -> list[Decision]:
    """Look over everything that stands; nothing is written where nothing has changed, which is nearly always."""
    with database.read() as tx:
        store = NotifyStore(tx)
        quiet = quiet_now(store, around) if store.needs_watching(around.today, around.catalogue) else None
        units = set() if quiet is None else {a.unit for a in quiet.standing if next(becomes(a, quiet, around), None)}
    if not units:
        return []
    with database.write() as tx:
        return watch(NotifyStore(tx), around, units)


def watch(store: WatchStore, around: Circumstances, units: Collection[str]) -> list[Decision]:
    """Bring the alerts of these units up to now; say what was decided."""
    store.hold(sorted(units))
    above = {unit for each in units for unit in ancestors(each, around.catalogue)}
    quiet = quiet_now(store, around, {*units, *above})
    book = Book({}, around)
    for alert in quiet.standing:
        if alert.unit in units:
            for before, decision, note in becomes(alert, quiet, around):
                book.take(before, decision, note=note)
    return book.write(store)


def quiet_now(store: Standing, around: Circumstances, units: Collection[str] | None = None) -> Quiet:
    """What keeps the alerts of these units quiet today."""
    return Quiet(store.standing_alerts(units), store.holding_silences(around.today), around.catalogue, around.today)


def becomes(alert: Alert, quiet: Quiet, around: Circumstances) -> Iterator[tuple[Alert, Decision, str]]:
    """Every change of an alert that has come due: what it was, what it becomes, and a note why."""
    passed = pass_time(alert, around.now, around.today)
    after = passed.alert or alert
    if after is not alert:
        yield alert, passed, ""
    mute = quiet.mute_of(after) if after.is_open else None
    if mute != after.mute:
        reason = Reason.UNMUTED if mute is None else Reason.MUTED
        yield after, Decision(replace(after, mute=mute), reason, tells=mute is None), quiet.note(mute or after.mute)
