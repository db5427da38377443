"""The notify service: verdicts come in, messages to units go out."""

from __future__ import annotations

from typing import Any

from nameko.extensions import DependencyProvider
from nameko.timer import timer
from werkzeug.wrappers import Request, Response

from services.notify import handlers
from services.notify.alert_gauge import gauge_alerts
from services.notify.channels.choice import Channels, open_channels
from services.notify.delivering import deliver_due, gauge_ways
from services.notify.desk import Circumstances
from services.notify.dispatch import papers_of, report, report_alerts, write_due
from services.notify.domain.gathering import Patience
from services.notify.domain.hours import Hours
from services.notify.domain.links import Purpose
from services.notify.edition_word_store import EditionWordStore
from services.notify.editions import tell_of_editions
from services.notify.link_key import link_key
from services.notify.page_store import Sent
from services.notify.pages.answering import show_alerts, take_answer
from services.notify.pages.leaving import leave, show_leaving
from services.notify.pages.visiting import Doorman
from services.notify.passing_time import pass_time
from services.notify.posting import post_due
from services.notify.store import NotifyStore
from services.notify.watching import watch_all
from shared.catalogue.contact import Channel
from shared.events import BulletinPublished, ComplianceChanged, ComplianceEvaluated, FigureDoubted, TaskChanged
from shared.http.route import route
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import NOTIFY_BULLETIN, NOTIFY_CHANGED, NOTIFY_DOUBTED, NOTIFY_EVALUATED, NOTIFY_TASK
from shared.parts import GivenParts
from shared.settings import Settings


class Door(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects the doorman of the pages behind links: one a process, or nothing would be counted."""

    doorman: Doorman

    def setup(self) -> None:
        self.doorman = Doorman(link_key(self.container.config["parts"].settings))

    def get_dependency(self, worker_ctx: Any) -> Doorman:
        return self.doorman


class NotifyService:
    """Keeps alerts, gathers what a unit should hear, and delivers it."""

    name = "notify"
    parts = GivenParts()
    door: Doorman = Door()
    outbox = RelayOutbox()

    @route("GET", "/a/<token>")
    def show_alerts(self, request: Request, token: str) -> Response:
        """Show a unit the alerts of a message, and where to answer."""
        sent = self._visit(request, token, Purpose.ACKNOWLEDGE)
        return sent if isinstance(sent, Response) else show_alerts(sent, self.parts.database, self._around())

    @route("POST", "/a/<token>")
    def take_answer(self, request: Request, token: str) -> Response:
        """Take a unit's answer."""
        sent = self._visit(request, token, Purpose.ACKNOWLEDGE)
        return sent if isinstance(sent, Response) else take_answer(sent, request, self.parts.database, self._around())

    @route("GET", "/u/<token>")
    def show_leaving(self, request: Request, token: str) -> Response:
        """Ask whether an address wants no more digests."""
        sent = self._visit(request, token, Purpose.UNSUBSCRIBE)
        return sent if isinstance(sent, Response) else show_leaving(sent)

    @route("POST", "/u/<token>")
    def leave(self, request: Request, token: str) -> Response:
        """No more digests to an address."""
        sent = self._visit(request, token, Purpose.UNSUBSCRIBE)
        return sent if isinstance(sent, Response) else leave(sent, self.parts.database, self.parts.clock())

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

    @consume(NOTIFY_BULLETIN)
    def tell_of_editions(self, events: list[BulletinPublished]) -> None:
        """Write to everybody whom a published edition concerns."""
        with self.parts.database.write() as tx:
            fresh = unseen(tx, NOTIFY_BULLETIN.consumer, events, now := self.parts.clock())
            written = tell_of_editions(fresh, papers_of(tx, self.parts.catalogue, now), EditionWordStore(tx))
        for each in written:
            report(each)

    @timer(interval=30)  # type: ignore[untyped-decorator]  # nameko is untyped
    def watch(self) -> None:
        """Let grace and promises pass, and silences begin and end."""
        report_alerts(watch_all(self.parts.database, self._around()))

    @timer(interval=10)  # type: ignore[untyped-decorator]  # nameko is untyped
    def pass_time(self) -> None:
        """Remind, escalate, and keep the appointments of the calendar; what a promise came to is known before."""
        self.watch()
        pass_time(self.parts.database, self._around())

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def write(self) -> None:
        """Write to the units whose news has been gathered."""
        parts = self.parts
        write_due(parts.database, parts.catalogue, patience_of(parts.settings), parts.clock)
        gauge_alerts(parts.database, parts.catalogue, parts.clock())

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def deliver(self) -> None:
        """Deliver by mail what has been written."""
        self._deliver("mail")
        gauge_ways(self.parts.database)

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def post(self) -> None:
        """Deliver by webhook: no slow receiver holds up the mail, nor another receiver."""
        channels, hours = self._outward("webhook")
        post_due(self.parts.database, channels, self.parts.clock, hours)

    @timer(interval=1)  # type: ignore[untyped-decorator]  # nameko is untyped
    def send(self) -> None:
        """Deliver by the services of apprise."""
        self._deliver("apprise")

    def _deliver(self, channel: Channel) -> None:
        channels, hours = self._outward(channel)
        deliver_due(self.parts.database, channels, self.parts.clock, hours=hours)

    def _outward(self, channel: Channel) -> tuple[Channels, Hours]:
        parts = self.parts
        channels = open_channels(parts.settings, parts.catalogue.contacts, parts.clock)
        return {channel: channels[channel]}, Hours(parts.catalogue.alert_policy, parts.catalogue.working)

    def _visit(self, request: Request, token: str, purpose: Purpose) -> Sent | Response:
        return self.door.let_in(request, token, purpose, self.parts.database, self.parts.clock())

    def _around(self) -> Circumstances:
        parts = self.parts
        return Circumstances(parts.catalogue, patience_of(parts.settings), parts.clock())


def patience_of(settings: Settings) -> Patience:
    """How long the settings say to gather."""
    return Patience.of_seconds(settings.alert_quiet_seconds, settings.alert_longest_wait_seconds)
