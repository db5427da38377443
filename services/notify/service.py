"""The notify service: verdicts come in, messages to units go out."""

from __future__ import annotations

from nameko.timer import timer

from services.notify import handlers
from services.notify.channels.choice import open_channels
from services.notify.delivering import deliver_due, gauge_ways
from services.notify.desk import Circumstances
from services.notify.dispatch import gauge_alerts, report_alerts, write_due
from services.notify.domain.gathering import Patience
from services.notify.store import NotifyStore
from services.notify.watching import watch_all
from shared.catalogue.contact import Channel
from shared.events import ComplianceChanged, ComplianceEvaluated, FigureDoubted, TaskChanged
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import NOTIFY_CHANGED, NOTIFY_DOUBTED, NOTIFY_EVALUATED, NOTIFY_TASK
from shared.parts import GivenParts
from shared.settings import Settings


class NotifyService:
    """Keeps alerts, gathers what a unit should hear, and delivers it."""

    name = "notify"
    parts = GivenParts()
    outbox = RelayOutbox()

    @consume(NOTIFY_CHANGED)
    def follow_turns(self, events: list[ComplianceChanged]) -> None:
        """Open and close alerts."""
        with self.parts.database.write() as tx:
            fresh = unseen(tx, NOTIFY_CHANGED.consumer, events, (around := self._around()).now)
            decisions = handlers.follow_turns(fresh, NotifyStore(tx), around)
        report_alerts(decisions)

    @consume(NOTIFY_EVALUATED)
    def follow_figures(self, events: list[ComplianceEvaluated]) -> None:
        """Bring alerts up to date with the figures."""
        with self.parts.database.write() as tx:
            fresh = unseen(tx, NOTIFY_EVALUATED.consumer, events, (around := self._around()).now)
            decisions = handlers.follow_figures(fresh, NotifyStore(tx), around)
        report_alerts(decisions)

    @consume(NOTIFY_TASK)
    def follow_tasks(self, events: list[TaskChanged]) -> None:
        """Open and close alerts for tasks."""
        with self.parts.database.write() as tx:
            fresh = unseen(tx, NOTIFY_TASK.consumer, events, (around := self._around()).now)
            decisions = handlers.follow_tasks(fresh, NotifyStore(tx), around)
        report_alerts(decisions)

    @consume(NOTIFY_DOUBTED)
    def follow_doubts(self, events: list[FigureDoubted]) -> None:
        """Wait for answers to doubts."""
        with self.parts.database.write() as tx:
            fresh = unseen(tx, NOTIFY_DOUBTED.consumer, events, (around := self._around()).now)
            decisions = handlers.follow_doubts(fresh, NotifyStore(tx), around)
        report_alerts(decisions)

    @timer(interval=5)  # type: ignore[untyped-decorator]  # nameko is untyped
    def watch(self) -> None:
        """Let grace and promises pass, and silences begin and end."""
        report_alerts(watch_all(self.parts.database, self._around()))

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def write(self) -> None:
        """Write to the units whose news has been gathered."""
        parts = self.parts
        write_due(parts.database, parts.catalogue, patience_of(parts.settings), parts.clock)
        gauge_alerts(parts.database, parts.catalogue)

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def deliver(self) -> None:
        """Deliver by mail what has been written."""
        self._deliver("mail")
        gauge_ways(self.parts.database)

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def post(self) -> None:
        """Deliver by webhook: no slow receiver holds up the mail."""
        self._deliver("webhook")

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def send(self) -> None:
        """Deliver by the services of apprise."""
        self._deliver("apprise")

    def _deliver(self, channel: Channel) -> None:
        parts = self.parts
        channels = open_channels(parts.settings, parts.catalogue.contacts, parts.clock)
        deliver_due(parts.database, {channel: channels[channel]}, parts.clock)

    def _around(self) -> Circumstances:
        parts = self.parts
        return Circumstances(parts.catalogue, patience_of(parts.settings), parts.clock())


def patience_of(settings: Settings) -> Patience:
    """How long the settings say to gather."""
    return Patience.of_seconds(settings.alert_quiet_seconds, settings.alert_longest_wait_seconds)
