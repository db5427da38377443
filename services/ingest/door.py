"""The HTTP door for figures: authenticate, limit, read, accept, answer."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Request, Response

from services.ingest.answers import refused_answer, summary_answer
from services.ingest.domain.envelope import Sent
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.outcome import Summary, Verdict
from services.ingest.handlers import Answered, Order, earlier_answer, remember_answer, submit
from services.ingest.requests import asked, read_idempotency_key, read_items, read_key, read_order
from services.ingest.store import IngestStore, Origin
from shared.http.answers import json_answer, problem_answer
from shared.metrics import REFUSALS, SUBMISSIONS
from shared.parts import Parts

ACCEPTED, LOOKED_AT = 202, 200
STATUSES: tuple[Verdict, ...] = ("accepted", "duplicate", "rejected")


def post_figures(request: Request, parts: Parts, rate: RateLimit) -> Response:
    """Accept the figures of a request and answer with its summary; an expected refusal is raised as Refused."""
    now = parts.clock()
    key = read_key(request, parts.database, rate, now)
    order = read_order(request, key)
    sent = read_items(request, parts.settings.max_figures)
    return take(request, order, sent, asked(request, order), parts)


def take(request: Request, order: Order, sent: list[Sent], question: str, parts: Parts) -> Response:
    """Accept what was sent and answer with its summary; `question` is the hash of what was asked."""
    if order.dry_run:
        with parts.database.read() as tx:
            return _answer(submit(sent, order, IngestStore(tx), parts.catalogue, parts.clock()), request)
    return _store(request, order, sent, question, parts)


def _store(request: Request, order: Order, sent: list[Sent], question: str, parts: Parts) -> Response:
    key, idempotency_key, now = order.key, read_idempotency_key(request), parts.clock()
    with parts.database.write() as tx:
        store = IngestStore(tx, Origin(request.path, request.remote_addr or "", order.trace))
        before = earlier_answer(key, idempotency_key, question, store) if idempotency_key else None
        if before is not None:
            return json_answer(before, ACCEPTED, {"Idempotency-Replayed": "true"})
        summary = submit(sent, order, store, parts.catalogue, now)
        if idempotency_key and not summary.refused:
            # A refused request changed nothing: corrected, it may come again under the same key.
            remember_answer(key, idempotency_key, Answered(question, _stored(summary)), store, now)
    count_figures(summary)
    return _answer(summary, request)


def _answer(summary: Summary, request: Request) -> Response:
    if summary.refused:
        return problem_answer(refused_answer(summary, request.path))
    if summary.receipt is None:
        return json_answer(summary_answer(summary), LOOKED_AT)
    return json_answer(summary_answer(summary), ACCEPTED, {"Location": f"/v1/receipts/{summary.receipt}"})


def _stored(summary: Summary) -> dict[str, Any]:
    return summary_answer(summary).model_dump(mode="json")


def count_figures(summary: Summary) -> None:
    """Count what became of the figures."""
    for status in STATUSES:
        SUBMISSIONS.labels(status).inc(0 if summary.refused and status != "rejected" else summary.count(status))
    for _index, refusal in summary.refusals:
        REFUSALS.labels(refusal.code).inc()
