"""Rebuild the alerts from how the series stand in scoring."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection

from services.cli.assembly import Assembly
from services.cli.settled import unrecorded_messages
from services.notify.rebuilding import Rebuilt, keep, rebuild
from services.notify.store import NotifyStore
from services.scoring.held import lines_held, standing_behind
from shared.errors import Stop
from shared.messaging.inbox import record_messages
from shared.messaging.sweep import Route
from shared.messaging.topology import NOTIFY_CHANGED, NOTIFY_EVALUATED

#: what opens and closes alerts
NEWS = (NOTIFY_CHANGED, NOTIFY_EVALUATED)


def rebuild_notify(assembly: Assembly, *, dry: bool, skip_waiting: bool) -> Rebuilt:
    """Bring the alerts in line in one transaction, in which no news is taken in.

    Raises Stop while news from scoring is on its way, unless it may be skipped: an alert that a rebuild opens is told
    to nobody.
    """
    found = Rebuilt()
    with assembly.databases["notify"].write() as tx:
        store = NotifyStore(tx)
        with assembly.databases["scoring"].read() as held:
            behind = standing_behind(held)
            store.hold({series.unit for series, _ in behind} | store.units())
            # Held first and read then: what is heard afterwards is newer than what is read.
            behind = standing_behind(held)
            known = store.every_alert()
            series = {series for series, _ in behind} | {key.series for key in known}
            rebuild(lines_held(held, series), behind, known, found)
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


def _waiting(assembly: Assembly, tx: Connection) -> Iterator[tuple[Route, list[UUID]]]:
    """The messages for notify that it has not recorded, by route."""
    for route in assembly.routes():
        if route.subscription in NEWS and (messages := unrecorded_messages(route, tx)):
            yield route, messages
