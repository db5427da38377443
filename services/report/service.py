"""The report service: remembers what scoring says, makes editions of it, and gives out published ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nameko.extensions import DependencyProvider
from nameko.timer import timer
from werkzeug.wrappers import Request, Response

from services.report import handlers
from services.report.archive import complete_archive
from services.report.edition_gauge import gauge_editions
from services.report.pages.answering import give_extract, give_file, show_library, show_volume
from services.report.pages.desk import answering as desk
from services.report.pages.desk.answering import at_desk, show_list
from services.report.pages.desk.door import Doorman
from services.report.pages.desk.seat import Seat
from services.report.pages.shelf import Shelf
from services.report.press import Press
from services.report.store import ReportStore
from shared.events import ComplianceEvaluated, FigureDoubted, RankingComputed, TaskChanged
from shared.http.route import route
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import REPORT_DOUBTED, REPORT_EVALUATED, REPORT_RANKING, REPORT_TASK
from shared.metrics import REMEMBERED
from shared.parts import GivenParts


class Door(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects the doorman of the editors' desk: one a process, or nothing would be counted."""

    doorman: Doorman

    def setup(self) -> None:
        self.doorman = Doorman()

    def get_dependency(self, worker_ctx: Any) -> Doorman:
        return self.doorman


class GivenPress(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects a press, which ends with the service."""

    def __init__(self, press: str) -> None:
        self.press = Press(press)

    def stop(self) -> None:
        self.press.end()

    def get_dependency(self, worker_ctx: Any) -> Press:
        return self.press


class ReportService:
    """Listens to evaluations, rankings, doubts and tasks."""

    name = "report"
    parts = GivenParts()
    outbox = RelayOutbox()
    pages: Press = GivenPress("pages")
    editions: Press = GivenPress("editions")
    door: Doorman = Door()

    @route("GET", "/editions")
    def show_library(self, request: Request) -> Response:
        """What was published."""
        return show_library(request, self._shelf())

    @route("GET", "/editions/desk")
    def show_desk(self, request: Request) -> Response:
        """The editions that editors work on."""
        return self._at_desk(request, show_list)

    @route("POST", "/editions/desk/sign-in")
    def sign_in(self, request: Request) -> Response:
        """Let an editor in who shows a key."""
        secure = self.parts.settings.editions_url.startswith("https:")
        return self.door.sign_in(request, self.parts.database, self.parts.clock(), secure=secure)

    @route("POST", "/editions/desk/sign-out")
    def sign_out(self, request: Request) -> Response:
        """Let an editor out."""
        return self.door.sign_out(request, self.parts.database)

    @route("GET", "/editions/desk/<period>")
    def show_edition(self, request: Request, period: str) -> Response:
        """An edition on its way."""
        return self._at_desk(request, lambda seat: desk.show_edition(request, seat, period))

    @route("POST", "/editions/desk/<period>/steps")
    def step(self, request: Request, period: str) -> Response:
        """Build, check, approve, publish, reopen or re-issue."""
        return self._at_desk(request, lambda seat: desk.step(request, seat, period))

    @route("POST", "/editions/desk/<period>/order")
    def order(self, request: Request, period: str) -> Response:
        """Move an article."""
        return self._at_desk(request, lambda seat: desk.order(request, seat, period))

    @route("POST", "/editions/desk/<period>/missing")
    def declare(self, request: Request, period: str) -> Response:
        """Declare figures missing."""
        return self._at_desk(request, lambda seat: desk.missing(request, seat, period))

    @route("POST", "/editions/desk/pictures", limit="max_file_bytes")
    def take_picture(self, request: Request) -> Response:
        """Take a picture."""
        return self._at_desk(request, lambda seat: desk.picture(request, seat))

    @route("GET", "/editions/desk/<period>/pictures/<name>")
    def show_picture(self, request: Request, period: str, name: str) -> Response:
        """A picture that was sent."""
        return self._at_desk(request, lambda seat: desk.show_picture(seat, period, name))

    @route("GET", "/editions/desk/<period>/articles/<name>")
    def show_article(self, request: Request, period: str, name: str) -> Response:
        """The form of an article."""
        return self._at_desk(request, lambda seat: desk.show_article(request, seat, period, name))

    @route("POST", "/editions/desk/<period>/articles/<name>")
    def take_article(self, request: Request, period: str, name: str) -> Response:
        """Keep an article, withdraw it or put it back."""
        return self._at_desk(request, lambda seat: desk.article(request, seat, period, name))

    @route("GET", "/editions/desk/<period>/preview/<name>")
    def preview(self, request: Request, period: str, name: str) -> Response:
        """The edition as it stands, as a file."""
        return self._at_desk(request, lambda seat: desk.preview(seat, period, name))

    @route("GET", "/editions/<year>/<number>")
    def show_volume(self, request: Request, year: str, number: str) -> Response:
        """A published edition."""
        return show_volume(request, self._shelf(), f"{year}/{number}")

    @route("GET", "/editions/<year>/<number>/<name>")
    def give_file(self, request: Request, year: str, number: str, name: str) -> Response:
        """A file of a published edition."""
        return give_file(request, self._shelf(), f"{year}/{number}", name)

    @route("GET", "/editions/<year>/<number>/units/<name>")
    def give_extract(self, request: Request, year: str, number: str, name: str) -> Response:
        """What a published edition says of one unit."""
        return give_extract(request, self._shelf(), f"{year}/{number}", name)

    @consume(REPORT_EVALUATED)
    def remember_figures(self, events: list[ComplianceEvaluated]) -> None:
        with self.parts.database.write() as tx:
            fresh = unseen(tx, REPORT_EVALUATED.consumer, events, self.parts.clock())
            handlers.record(fresh, ReportStore(tx))
        REMEMBERED.inc(len(fresh))

    @consume(REPORT_RANKING)
    def remember_places(self, events: list[RankingComputed]) -> None:
        with self.parts.database.write() as tx:
            fresh = unseen(tx, REPORT_RANKING.consumer, events, self.parts.clock())
            handlers.record(fresh, ReportStore(tx))
        REMEMBERED.inc(len(fresh))

    @consume(REPORT_DOUBTED)
    def remember_doubts(self, events: list[FigureDoubted]) -> None:
        with self.parts.database.write() as tx:
            fresh = unseen(tx, REPORT_DOUBTED.consumer, events, self.parts.clock())
            handlers.record_doubted(fresh, ReportStore(tx))
        REMEMBERED.inc(len(fresh))

    @consume(REPORT_TASK)
    def remember_tasks(self, events: list[TaskChanged]) -> None:
        with self.parts.database.write() as tx:
            fresh = unseen(tx, REPORT_TASK.consumer, events, self.parts.clock())
            handlers.record_tasks(fresh, ReportStore(tx))
        REMEMBERED.inc(len(fresh))

    @timer(interval=60)  # type: ignore[untyped-decorator]  # nameko is untyped
    def look_at_editions(self) -> None:
        gauge_editions(self.parts.database, self.parts.catalogue, self.parts.clock())

    @timer(interval=60)  # type: ignore[untyped-decorator]  # nameko is untyped
    def complete_archive(self) -> None:
        complete_archive(self.parts.database, self.parts.settings.archive, self.editions)

    def _at_desk(self, request: Request, work: Callable[[Seat], Response]) -> Response:
        now = self.parts.clock()
        editor = self.door.let_in(request, self.parts.database, now)
        return editor if isinstance(editor, Response) else at_desk(Seat(self.parts, editor, now, self.editions), work)

    def _shelf(self) -> Shelf:
        return Shelf(self.parts.database, self.parts.catalogue, self.pages)
