"""The report service: remembers what scoring says, and makes editions of it."""

from __future__ import annotations

from nameko.timer import timer

from services.report import handlers
from services.report.edition_gauge import gauge_editions
from services.report.store import ReportStore
from shared.events import ComplianceEvaluated, FigureDoubted, RankingComputed
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import REPORT_DOUBTED, REPORT_EVALUATED, REPORT_RANKING
from shared.metrics import REMEMBERED
from shared.parts import GivenParts


class ReportService:
    """Listens to evaluations, rankings and doubts."""

    name = "report"
    parts = GivenParts()
    outbox = RelayOutbox()

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

    @timer(interval=60)  # type: ignore[untyped-decorator]  # nameko is untyped
    def look_at_editions(self) -> None:
        gauge_editions(self.parts.database, self.parts.catalogue, self.parts.clock())
