"""The one place where the real things are plugged together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.cli.names import SERVICES
from services.ingest.pull.retention import expired_answers
from services.ingest.retention import expired
from shared import migrations
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.clock import Clock, system_clock
from shared.database import Database, open_database
from shared.errors import Stop
from shared.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertOpened,
    BulletinPublished,
    ComplianceChanged,
    ComplianceEvaluated,
    Event,
    FigureDoubted,
    FiguresSent,
    IndexComputed,
    MetricSubmitted,
    RankingComputed,
    TaskChanged,
)
from shared.messaging.expiry import Expired
from shared.messaging.retention import Retention, Terms
from shared.messaging.sweep import Route, Sweep
from shared.messaging.topology import FLOW
from shared.settings import Settings

ANNOUNCES: Mapping[str, tuple[type[Event], ...]] = {
    # The messages of its door only to itself: dead letters that are replayed.
    "ingest": (MetricSubmitted, FiguresSent),
    "scoring": (ComplianceEvaluated, ComplianceChanged, RankingComputed, FigureDoubted, TaskChanged, IndexComputed),
    "notify": (AlertOpened, AlertClosed, AlertAcknowledged, AlertEscalated),
    "report": (BulletinPublished,),
}
#: the in-memory broker hands over at once: what took longer than this was lost with a batch
EMBEDDED_PATIENCE = timedelta(seconds=5)


@dataclass(frozen=True)
class Assembly:
    """Everything a process or a command works with. All four databases are open: the sweep looks across them."""

    settings: Settings
    catalogue: Catalogue
    databases: Mapping[str, Database]
    clock: Clock

    @property
    def embedded(self) -> bool:
        """Say whether this is one process with an in-memory broker."""
        return self.settings.broker_url.get_secret_value().startswith("memory:")

    def prepare(self, services: Sequence[str]) -> None:
        """Bring small installations up to date by themselves; a server's schema only by `nhipso db upgrade`."""
        for service in services:
            database = self.databases[service]
            if database.engine.dialect.name == "sqlite":
                migrations.upgrade(database, service)
            elif not migrations.is_current(database, service):
                raise Stop(f"the database of {service} is not up to date; run: nhipso db upgrade {service}")

    def routes(self) -> list[Route]:
        """Every way an event takes: from the database of each service that may announce it to each subscriber's."""
        return [
            Route(self.databases[producer], subscription, self.databases[subscription.service])
            for subscription in FLOW
            for producer, announced in ANNOUNCES.items()
            if subscription.event in announced
        ]

    def sweep(self) -> Sweep:
        """What offers again whatever a subscriber has not recorded in time."""
        patience = EMBEDDED_PATIENCE if self.embedded else timedelta(seconds=self.settings.overdue_seconds)
        return Sweep(self.routes(), patience, self.clock, embedded=self.embedded)

    def retention(self) -> Retention:
        """What forgets, in all databases, what nobody needs any more."""
        kept = self.settings
        terms = Terms(timedelta(days=kept.outbox_days), timedelta(days=kept.inbox_days))

        def of_ingest(now: datetime) -> Sequence[Expired]:
            ingest, answers = self.databases["ingest"], now - timedelta(days=kept.idempotency_days)
            pulled = expired_answers(ingest, now - timedelta(days=kept.pulled_days))
            return (*expired(ingest, answers=answers, receipts=now - terms.inbox), *pulled)

        return Retention(list(self.databases.values()), self.routes(), terms, self.clock, of_ingest)

    def close(self) -> None:
        for database in self.databases.values():
            database.close()


def assemble(settings: Settings, clock: Clock = system_clock) -> Assembly:
    """Read the catalogue and open the databases. Raises Stop with what is wrong."""
    url = settings.database_url.get_secret_value()
    databases = {service: open_database(service, url) for service in SERVICES}
    catalogue = load_catalogue(settings.province, settings.alert_pace)
    return Assembly(settings, catalogue, databases, clock)
