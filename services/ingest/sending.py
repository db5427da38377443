"""What a message of figures says, and what its sender is told of it."""

from __future__ import annotations

from services.ingest.answers import refused_answer, summary_answer
from services.ingest.domain.binary import IN_AMQP, attributes
from services.ingest.domain.envelope import JSON, Sent
from services.ingest.domain.outcome import Summary
from services.ingest.reading import EVENT, EVENTS, read_body
from shared.errors import Refused
from shared.facts import Receipt, Sending
from shared.http.problem import problem
from shared.settings import Settings
from shared.wording import say

#: content encodings that change nothing
PLAIN = ("", "identity", "binary", "utf-8", "utf8")


def read_sending(sending: Sending, settings: Settings) -> list[Sent]:
    """The items of a message. Raises Refused when it is no CloudEvents, too large, or has too many."""
    body = sending.content
    if len(body) > settings.max_body_bytes:
        raise Refused("body-too-large", say("body-at-most", most=settings.max_body_bytes, length=len(body)))
    if (sending.content_encoding or "").lower() not in PLAIN:
        raise Refused("unsupported-media-type", say("no-encoding", name="content_encoding"))
    kind = (sending.content_type or "").partition(";")[0].strip().lower()
    beside = attributes(sending.headers.items(), IN_AMQP)
    if kind not in (EVENT, EVENTS) and not beside:
        raise Refused(
            "unsupported-media-type",
            say("send-an-event", event=EVENT, events=EVENTS, kind=JSON),
        )
    return read_body(kind, body, beside, settings.max_figures)


def accepted_receipt(sending: Sending, source: str, summary: Summary) -> Receipt:
    """What became of each figure; with the problem when nothing was stored."""
    answer = summary_answer(summary)
    if summary.refused:
        refused = refused_answer(summary, "")
        return _receipt(sending, source, problem=refused, rejected=answer.rejected, items=answer.items)
    counts = answer.model_dump(include={"receipt", "accepted", "duplicate", "rejected"})
    return _receipt(sending, source, **counts, items=answer.items)


def refused_receipt(sending: Sending, source: str, refused: Refused) -> Receipt:
    """Why nothing of the message was looked at."""
    return _receipt(sending, source, problem=problem(refused.code, refused.message))


def _receipt(sending: Sending, source: str, **fields: object) -> Receipt:
    about = {"source": source, "message_id": sending.message_id, "correlation_id": sending.correlation_id}
    return Receipt.model_validate({**about, **fields})
