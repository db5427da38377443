"""The entrypoints of ingest."""

from __future__ import annotations

from typing import Any

import structlog
from nameko.extensions import DependencyProvider
from nameko.timer import timer
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Request, Response

from services.ingest import handlers
from services.ingest.amqp_door import take_in
from services.ingest.audit import keep_trail, record_refused
from services.ingest.catalogue_answers import listing
from services.ingest.docs_page import docs_page
from services.ingest.domain.limit import RateLimit
from services.ingest.door import post_figures
from services.ingest.doubts import DoubtStore, record_doubted
from services.ingest.files.upload import post_file
from services.ingest.intake import Intake
from services.ingest.openapi import openapi
from services.ingest.pages.assets import asset_answer
from services.ingest.pages.forms import get_form
from services.ingest.pages.looking import look_at_file
from services.ingest.pages.page import upload_page
from services.ingest.pages.sender import sender_answer
from services.ingest.pull.service import PullDue
from services.ingest.receipts import find_receipt
from services.ingest.requests import read_key
from services.ingest.store import IngestStore
from services.ingest.verdicts import VerdictStore, record_verdicts
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
from shared.events import ComplianceEvaluated, FigureDoubted, FiguresSent
from shared.http.answers import html_answer, json_answer, vitals_answer
from shared.http.route import route
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import INGEST_DOUBTED, INGEST_EVALUATED, INGEST_SUBMISSIONS
from shared.parts import GivenParts, Parts
from shared.wording import say

log = structlog.get_logger()


class Rate(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects the rate limit."""

    limit: RateLimit

    def setup(self) -> None:
        self.limit = RateLimit(self.container.config["parts"].settings.requests_per_minute)

    def stop(self) -> None:
        parts = self.container.config["parts"]
        try:
            record_refused(parts.database, self.limit.tally)
        except SQLAlchemyError as error:
            log.warning("refused uses of keys are not on record", reason=repr(error))

    def get_dependency(self, worker_ctx: Any) -> RateLimit:
        return self.limit


class Intakes(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects what keeps figures."""

    def setup(self) -> None:
        self.intake = Intake(self.container.config["parts"])

    def get_dependency(self, worker_ctx: Any) -> Intake:
        return self.intake


class IngestService:
    """Figures in: over HTTP, validated, kept, announced."""

    name = "ingest"
    parts: Parts = GivenParts()
    rate: RateLimit = Rate()
    intake: Intake = Intakes()
    outbox = RelayOutbox()
    pulls = PullDue()

    @route("POST", "/v1/figures")
    def post_figures(self, request: Request) -> Response:
        return post_figures(request, self.parts, self.rate, self.intake)

    @route("POST", "/v1/files", "max_file_bytes")
    def post_file(self, request: Request) -> Response:
        return post_file(request, self.parts, self.rate, self.intake)

    @route("POST", "/v1/files/report", "max_file_bytes")
    def look_at_file(self, request: Request) -> Response:
        return look_at_file(request, self.parts, self.rate)

    @route("GET", "/v1/form")
    def get_form(self, request: Request) -> Response:
        return get_form(request, read_key(request, self.parts.database, self.rate, self.parts.clock()), self.parts)

    @route("GET", "/v1/key")
    def get_key(self, request: Request) -> Response:
        now = self.parts.clock()
        key = read_key(request, self.parts.database, self.rate, now)
        return json_answer(sender_answer(key, self.parts.catalogue, self.parts.settings, now))

    @route("GET", "/v1/receipts/<receipt>")
    def get_receipt(self, request: Request, receipt: str) -> Response:
        key = read_key(request, self.parts.database, self.rate, self.parts.clock())
        with self.parts.database.read() as tx:
            found = find_receipt(tx, receipt, key, self.parts.catalogue)
        if found is None:
            raise Refused("not-found", say("no-receipt"))
        return json_answer(found)

    @route("GET", "/v1/catalogue/<kind>")
    def get_catalogue(self, _request: Request, kind: str) -> Response:
        return json_answer(listing(kind, self.parts.catalogue, self.parts.clock().astimezone(BUSINESS_ZONE).date()))

    @route("GET", "/v1/openapi.json")
    def get_openapi(self, _request: Request) -> Response:
        return json_answer(openapi())

    @route("GET", "/docs")
    def get_docs(self, _request: Request) -> Response:
        return html_answer(docs_page())

    @route("GET", "/upload")
    def get_upload_page(self, request: Request) -> Response:
        return upload_page(request)

    @route("GET", "/upload/<version>/<name>")
    def get_asset(self, _request: Request, version: str, name: str) -> Response:
        return asset_answer(version, name)

    @route("GET", "/health/live")
    def get_live(self, request: Request) -> Response:
        return vitals_answer(self.parts.vitals(request.path))

    @route("GET", "/health/ready")
    def get_ready(self, request: Request) -> Response:
        return vitals_answer(self.parts.vitals(request.path))

    @route("GET", "/metrics")
    def get_metrics(self, request: Request) -> Response:
        return vitals_answer(self.parts.vitals(request.path))

    @timer(interval=10)  # type: ignore[untyped-decorator]  # nameko is untyped
    def keep_trail(self) -> None:
        """Seal the audit trail."""
        keep_trail(self.parts.database, self.rate.tally, self.parts.clock())

    @consume(INGEST_SUBMISSIONS)
    def take_in(self, events: list[FiguresSent]) -> None:
        take_in(events, self.parts, self.rate)

    @consume(INGEST_EVALUATED)
    def record_evaluated(self, events: list[ComplianceEvaluated]) -> None:
        with self.parts.database.write() as tx:
            now = self.parts.clock()
            fresh = unseen(tx, INGEST_EVALUATED.consumer, events, now)
            record_verdicts(fresh, VerdictStore(tx), now)
            handlers.record_evaluated(fresh, IngestStore(tx), now)

    @consume(INGEST_DOUBTED)
    def record_doubted(self, events: list[FigureDoubted]) -> None:
        with self.parts.database.write() as tx:
            record_doubted(unseen(tx, INGEST_DOUBTED.consumer, events, self.parts.clock()), DoubtStore(tx))
