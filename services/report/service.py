"""The report service: remembers what scoring says, makes editions of it, and gives out published ones."""

from __future__ import annotations

from nameko.timer import timer
from werkzeug.wrappers import Request, Response

from services.report import handlers
from services.report.edition_gauge import gauge_editions
from services.report.pages.answering import give_extract, give_file, show_library, show_volume
from services.report.pages.shelf import Shelf
from services.report.store import ReportStore
from shared.events import ComplianceEvaluated, FigureDoubted, RankingComputed, TaskChanged
from shared.http.route import route
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import REPORT_DOUBTED, REPORT_EVALUATED, REPORT_RANKING, REPORT_TASK
from shared.metrics import REMEMBERED
from shared.parts import GivenParts


class ReportService:
    """Listens to evaluations, rankings, doubts and tasks."""

    name = "report"
    parts = GivenParts()
    outbox = RelayOutbox()

    @route("GET", "/editions")
    def show_library(self, request: Request) -> Response:
        """What was published."""
        return show_library(request, self._shelf())

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

    def _shelf(self) -> Shelf:
        return Shelf(self.parts.database, self.parts.catalogue)
