"""The HTTP door for figures: authenticate, limit, read, accept, answer."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.wrappers import Request, Response

from services.ingest.answers import STATUSES, refused_answer, summary_answer
from services.ingest.domain.envelope import Sent
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.outcome import Summary
from services.ingest.handlers import submit
from services.ingest.intake import Intake
from services.ingest.keys import digest
from services.ingest.orders import Order, bring
from services.ingest.parcels import Parcel
from services.ingest.requests import asked, read_idempotency_key, read_items, read_key, read_order, read_secret
from services.ingest.store import IngestStore
from shared.http.answers import json_answer, problem_answer
from shared.metrics import REFUSALS, SUBMISSIONS
from shared.parts import Parts
from shared.turns import in_turns

ACCEPTED, LOOKED_AT = 202, 200


def post_figures(request: Request, parts: Parts, rate: RateLimit, intake: Intake) -> Response:
    """Accept the figures of a request and answer with its summary; an expected refusal is raised as Refused."""
    key = read_key(request, parts.database, rate, parts.clock(), intake.keys)
    order = read_order(request, key)
    sent = read_items(request, parts.settings.max_figures)
    return take(request, order, sent, asked(request, order), parts, intake)


def take(  # noqa: PLR0917  # a request, what was read of it, and what keeps it
    request: Request, order: Order, sent: Iterable[Sent], question: str, parts: Parts, intake: Intake
) -> Response:
    """Accept what was sent and answer with its summary; `question` is the hash of what was asked."""
    now = parts.clock()
    if order.dry_run:
        with parts.database.read() as tx:
            summary = submit(sent, order, IngestStore(tx, in_turns), parts.catalogue, now, in_turns)
        return _looked_at(summary, request)
    brought = bring(in_turns(sent), order, parts.catalogue, now)
    parcel = Parcel(brought, digest(read_secret(request)), question, read_idempotency_key(request))
    taken = intake.take(parcel)
    if taken.summary is None:
        return json_answer(taken.answer, ACCEPTED, {"Idempotency-Replayed": "true"})
    count_figures(taken.summary)
    if taken.summary.refused:
        return problem_answer(refused_answer(taken.summary, request.path))
    return json_answer(taken.answer, ACCEPTED, {"Location": f"/v1/receipts/{taken.summary.receipt}"})


def _looked_at(summary: Summary, request: Request) -> Response:
    if summary.refused:
        return problem_answer(refused_answer(summary, request.path))
    return json_answer(summary_answer(summary), LOOKED_AT)


def count_figures(summary: Summary) -> None:
    """Count what became of the figures."""
    for status in STATUSES:
        SUBMISSIONS.labels(status).inc(0 if summary.refused and status != "rejected" else summary.count(status))
    for _index, refusal in summary.refusals:
        REFUSALS.labels(refusal.code).inc()
