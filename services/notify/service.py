"""The notify service: verdicts come in, messages to units go out."""

from __future__ import annotations

from nameko.timer import timer

from services.notify import handlers
from services.notify.channels.choice import open_channel
from services.notify.delivering import deliver_due
from services.notify.dispatch import gauge_alerts, report_alerts, write_due
from services.notify.domain.gathering import Patience
from services.notify.store import NotifyStore
from shared.events import ComplianceChanged, ComplianceEvaluated
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import NOTIFY_CHANGED, NOTIFY_EVALUATED
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
            fresh = unseen(tx, NOTIFY_CHANGED.consumer, events, now := self.parts.clock())
            decisions = handlers.follow_turns(fresh, NotifyStore(tx), patience_of(self.parts.settings), now)
        report_alerts(decisions)

    @consume(NOTIFY_EVALUATED)
    def follow_figures(self, events: list[ComplianceEvaluated]) -> None:
        """Bring alerts up to date with the figures."""
        with self.parts.database.write() as tx:
            fresh = unseen(tx, NOTIFY_EVALUATED.consumer, events, now := self.parts.clock())
            decisions = handlers.follow_figures(fresh, NotifyStore(tx), patience_of(self.parts.settings), now)
        report_alerts(decisions)

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def write(self) -> None:
        """Write to the units whose news has been gathered."""
        parts = self.parts
        write_due(parts.database, parts.catalogue, patience_of(parts.settings), parts.clock)
        gauge_alerts(parts.database, parts.catalogue)

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def deliver(self) -> None:
        """Deliver what has been written."""
        settings = self.parts.settings
        channel = open_channel(settings.mail_url.get_secret_value())
        deliver_due(self.parts.database, channel, settings.mail_from, self.parts.clock)


def patience_of(settings: Settings) -> Patience:
    """How long the settings say to gather."""
    return Patience.of_seconds(settings.alert_quiet_seconds, settings.alert_longest_wait_seconds)
