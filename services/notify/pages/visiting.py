"""Letting in whoever comes with a link: signed by us, not expired, and not one of too many."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.wrappers import Request, Response

from services.notify.domain.links import Purpose, Ticket, read_ticket
from services.notify.page_store import PageStore, Sent
from services.notify.pages.page import said
from shared.buckets import Buckets
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.language import LANGUAGE, Language

#: of one address, wrong links; of one link, answers
WRONG_PER_MINUTE, ANSWERS_PER_MINUTE = 30, 20


@dataclass
class Doorman:
    """Knows the key of links, and counts. Without a key nobody comes in."""

    key: bytes | None
    wrong: Buckets = field(default_factory=lambda: Buckets(WRONG_PER_MINUTE))
    answers: Buckets = field(default_factory=lambda: Buckets(ANSWERS_PER_MINUTE))

    def let_in(
        self, request: Request, token: str, purpose: Purpose, database: Database, now: datetime
    ) -> Sent | Response:
        """What the link came with; else the page that says why it opens nothing."""
        language: Language = LANGUAGE.get()
        ticket = None if self.key is None else read_ticket(token, self.key)
        if ticket is None or not _holds(ticket, purpose, now):
            too_many = self.wrong.take(request.remote_addr or "", now)
            return _busy(too_many, language) if too_many else said("expired", language, 404)
        if request.method == "POST" and (wait := self.answers.take(str(ticket.delivery), now)):
            return _busy(wait, language)
        with database.read() as tx:
            sent = PageStore(tx).sent(ticket.delivery)
        return said("expired", language, 404) if sent is None else sent


def _holds(ticket: Ticket, purpose: Purpose, now: datetime) -> bool:
    return ticket.purpose is purpose and now.astimezone(BUSINESS_ZONE).date() <= ticket.last_day


def _busy(wait: int, language: Language) -> Response:
    answer = said("busy", language, 429)
    answer.headers["Retry-After"] = str(wait)
    return answer
