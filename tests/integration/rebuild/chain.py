"""All four services on their databases, without a broker: what one tells, the others are handed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, MetaData, Table, func, select

from services.cli.assembly import Assembly
from services.cli.containers import service_class
from services.cli.names import SERVICES
from services.cli.settled import unrecorded_messages
from services.ingest.tables import PLUMBING, api_key, receipt, submission
from services.scoring.deadlines import pass_deadlines
from services.scoring.duty_store import DutyStore
from shared import migrations
from shared.catalogue import Catalogue
from shared.database import Database, open_database
from shared.events import NAMESPACE, Event, MetricSubmitted
from shared.messaging.inbox import record_messages
from shared.messaging.outbox import announce
from shared.messaging.sweep import Route
from shared.messaging.topology import Subscription
from shared.messaging.wire import BATCH, decode
from shared.parts import Parts
from shared.settings import Settings
from shared.trace import trace_id
from tests.unit.scoring.factories import NOW

Row = tuple[Any, ...]
#: what is kept of time and of what was handed over, not of figures
PLUMBED = {"outbox", "inbox", "inbox_message", "dead", "trial", "alembic_version", "family"}


@dataclass
class Chain:
    """An installation; `now` is the same until a test lets days pass."""

    databases: Mapping[str, Database]
    catalogue: Catalogue
    now: datetime = NOW
    started: dict[str, Any] = field(default_factory=dict)

    @property
    def assembly(self) -> Assembly:
        return Assembly(Settings(), self.catalogue, self.databases, lambda: self.now)

    def record(self, events: Sequence[MetricSubmitted]) -> None:
        """Have ingest accept the figures, each in a request of its own; a figure that was accepted before is not."""
        with self.databases["ingest"].write() as tx:
            known = set(tx.execute(select(submission.c.event_id)).scalars())
            for event in {event.id: event for event in events if event.id not in known}.values():
                after = tx.execute(select(func.coalesce(func.max(PLUMBING.outbox.c.seq), 0))).scalar_one()
                announce(tx, [event], event.time)
                until = tx.execute(select(func.max(PLUMBING.outbox.c.seq))).scalar_one()
                _accept(tx, event, after, until)

    def judge(self, events: Sequence[MetricSubmitted]) -> None:
        """Hand the events to scoring in one batch, as the broker would, and record that they were."""
        self._service("scoring").judge(list(events))

    def carry(self, *, but: Sequence[Subscription] = ()) -> None:
        """Hand over everything that waits; routes go along the flow, so that nothing waits afterwards."""
        for route in self.assembly.routes():
            if route.subscription not in but and route.subscription.consumer in METHODS:
                self._deliver(route)

    def pass_days(self, until: date, since: date) -> None:
        """Let scoring look at its deadlines."""
        at = datetime.combine(until, NOW.timetz())
        more = True
        while more:
            with self.databases["scoring"].write() as tx:
                more = pass_deadlines(DutyStore(tx), self.catalogue, at, since)

    def state(self, service: str, *, without: Sequence[str] = ()) -> dict[str, list[Row]]:
        """Every row of a service's tables, but those of its plumbing."""
        found = {}
        with self.databases[service].read() as tx:
            for name, table in _tables(service, tx):
                columns = [column for column in table.c if column.name not in without]
                found[name] = sorted(map(tuple, tx.execute(select(*columns)).all()), key=repr)
        return found

    def outgoing(self, service: str) -> int:
        """How many messages the service has written so far."""
        with self.databases[service].read() as tx:
            return int(tx.execute(select(func.count()).select_from(PLUMBING.outbox)).scalar_one())

    def told(self, service: str, kind: type[Event], after: int = 0) -> list[Event]:
        """The events of a kind in the outbox of a service, those after its first messages."""
        key = str(kind.model_fields["type"].default)
        query = select(PLUMBING.outbox.c.body).where(
            PLUMBING.outbox.c.routing_key == key, PLUMBING.outbox.c.seq > after
        )
        with self.databases[service].read() as tx:
            bodies = list(tx.execute(query).scalars())
        return [event for body in bodies for event in decode(kind, BATCH, body).events]

    def wipe(self, *tables: Table) -> None:
        """Empty tables of scoring by hand."""
        with self.databases["scoring"].write() as tx:
            for table in tables:
                tx.execute(table.delete())

    def close(self) -> None:
        for database in self.databases.values():
            database.close()

    def _deliver(self, route: Route) -> None:
        handle = getattr(self._service(route.subscription.service), METHODS[route.subscription.consumer])
        for message, events in self._waiting(route):
            handle(list(events))
            with route.consumer.write() as tx:
                record_messages(tx, route.subscription.consumer, [message], self.now)

    def _waiting(self, route: Route) -> list[tuple[UUID, Sequence[Event]]]:
        outbox = PLUMBING.outbox
        with route.consumer.read() as tx:
            waiting = unrecorded_messages(route, tx)
        with route.producer.read() as tx:
            query = select(outbox.c.message_id, outbox.c.body).order_by(outbox.c.seq)
            bodies = {row.message_id: row.body for row in tx.execute(query.where(outbox.c.message_id.in_(waiting)))}
        return [(name, decode(route.subscription.event, BATCH, body).events) for name, body in bodies.items()]

    def _service(self, name: str) -> Any:
        if name not in self.started:
            service = service_class(name)()
            # nameko puts the Parts in the place of their provider.
            vars(service)["parts"] = Parts(self.databases[name], self.catalogue, Settings(), lambda: self.now)
            self.started[name] = service
        return self.started[name]


METHODS = {
    "scoring.metric": "judge",
    "notify.changed": "follow_turns",
    "notify.evaluated": "follow_figures",
    "notify.task": "follow_tasks",
    "notify.doubted": "follow_doubts",
    "notify.bulletin": "tell_of_editions",
    "report.evaluated": "remember_figures",
    "report.ranking": "remember_places",
    "report.doubted": "remember_doubts",
    "report.task": "remember_tasks",
    "ingest.evaluated": "record_evaluated",
    "ingest.doubted": "record_doubted",
}


#: by service and kind of database: every installation has the same, and looking at them takes as long as reading them
_SEEN: dict[tuple[str, str], MetaData] = {}


def _tables(service: str, tx: Connection) -> list[tuple[str, Table]]:
    """The tables of a service as its database has them, but those of its plumbing."""
    kind = (service, tx.dialect.name)
    if kind not in _SEEN:
        known = MetaData()
        known.reflect(tx)
        _SEEN[kind] = known
    return [(name, table) for name, table in sorted(_SEEN[kind].tables.items()) if name not in PLUMBED]


def _accept(tx: Any, event: MetricSubmitted, after: int, until: int) -> None:
    name, figure = uuid5(NAMESPACE, str(event.id)), event.data
    counts = {"accepted": 1, "duplicate": 0, "rejected": 0, "items": []}
    spans = {"announced_after": after, "announced_until": until}
    tx.execute(receipt.insert().values(id=name, key_id="key", at=event.time, **counts, **spans))
    tx.execute(
        submission.insert().values(
            event_id=event.id, receipt_id=name, place=0, source=event.source.removeprefix("/sources/"),
            unit=figure.unit, indicator=figure.indicator, dimension=figure.key.dimension, period=figure.period,
            as_of=figure.as_of, revision=figure.revision, content=figure.model_dump(mode="json"),
            trace_id=trace_id(event.traceparent), traceparent=event.traceparent, received_at=event.time,
        )
    )  # fmt: skip


@contextmanager
def a_chain(url: str, catalogue: Catalogue, template: Path | None = None) -> Iterator[Chain]:
    """An installation on fresh databases; `template` is a folder with migrated ones to start from."""
    if template is not None:
        shutil.copytree(template, url.removeprefix("sqlite:///"), dirs_exist_ok=True)
    databases = {service: open_database(service, url) for service in SERVICES}
    chain = Chain(databases, catalogue)
    try:
        if template is None:
            prepare(chain)
        yield chain
    finally:
        chain.close()


def prepare(chain: Chain) -> None:
    """Make the tables, and a key to send with."""
    for service, database in chain.databases.items():
        migrations.upgrade(database, service)
    with chain.databases["ingest"].write() as tx:
        none: dict[str, Any] = {"units": [], "indicators": []}
        tx.execute(api_key.insert().values(id="key", source="portal", sha256="0" * 64, created_at=NOW, **none))
