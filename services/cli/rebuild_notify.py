"""Rebuild the alerts from how the series stand in scoring."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection

from services.cli.assembly import Assembly
from services.cli.settled import unrecorded_messages
from services.notify.desk import Circumstances
from services.notify.domain.alert import Kind
from services.notify.domain.gathering import Patience
from services.notify.rebuilding import Rebuilt, keep, rebuild
from services.notify.reliving import Reliving
from services.notify.store import NotifyStore
from services.scoring.held import every_doubt_held, lines_held, owing_held, standing_behind, tasks_held
from shared.errors import Stop
from shared.messaging.inbox import record_messages
from shared.messaging.sweep import Route
from shared.messaging.topology import NOTIFY_CHANGED, NOTIFY_DOUBTED, NOTIFY_EVALUATED, NOTIFY_TASK

#: what opens and closes alerts
NEWS = (NOTIFY_CHANGED, NOTIFY_EVALUATED, NOTIFY_TASK, NOTIFY_DOUBTED)


def rebuild_notify(assembly: Assembly, *, dry: bool, skip_waiting: bool) -> Rebuilt:
    """Bring the alerts in line in one transaction, in which no news is taken in.

    Raises Stop while news from scoring is on its way, unless it may be skipped: an alert that a rebuild opens is told
    to nobody.
    """
    with assembly.databases["notify"].write() as tx:
        store = NotifyStore(tx)
        with assembly.databases["scoring"].read() as held:
            store.hold({series.unit for series, _ in standing_behind(held)} | store.units())
            # Held first and read then: what is heard afterwards is newer than what is read.
            found = _rebuild(assembly, store, held)
        waiting = list(_waiting(assembly, tx))
        if waiting and not skip_waiting and not dry:
            count = sum(len(messages) for _, messages in waiting)
            raise Stop(f"{count} messages from scoring are on their way to notify; run the services until they have "
                       "arrived, or skip them: nhipso rebuild notify --skip-waiting")  # fmt: skip
        if not dry:
            keep(found, store, now := assembly.clock())
            for route, messages in waiting:
                record_messages(tx, route.subscription.consumer, messages, now)
    return found


def _rebuild(assembly: Assembly, store: NotifyStore, held: Connection) -> Rebuilt:
    found, behind, known = Rebuilt(), standing_behind(held), store.every_alert()
    around = Circumstances(assembly.catalogue, Patience.of_seconds(0, 0), assembly.clock())
    series = {series for series, _ in behind} | {key.series for key in known if key.kind is Kind.TARGET}
    rebuild(lines_held(held, series), behind, known, found, around)
    reliving = Reliving(known, found, around)
    reliving.figures(owing_held(held), store.every_owed())
    reliving.tasks(tasks_held(held, assembly.catalogue))
    reliving.doubts(every_doubt_held(held))
    return found


def _waiting(assembly: Assembly, tx: Connection) -> Iterator[tuple[Route, list[UUID]]]:
    """The messages for notify that it has not recorded, by route."""
    for route in assembly.routes():
        if route.subscription in NEWS and (messages := unrecorded_messages(route, tx)):
            yield route, messages
