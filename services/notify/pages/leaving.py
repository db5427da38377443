"""Getting no more messages of a kind: a page for people, one POST for mail programs (RFC 8058)."""

from __future__ import annotations

from datetime import datetime

from werkzeug.wrappers import Response

from services.notify.domain.wording import language_of
from services.notify.page_store import PageStore, Sent
from services.notify.pages.page import page, said
from services.notify.pages.words import WORDS
from shared.database import Database


def show_leaving(sent: Sent) -> Response:
    """Ask once more; looking changes nothing."""
    language, words = language_of(sent.language), _words(sent)
    return page("leave", f"{words}_title", language, address=sent.address, text=WORDS[language][words])


def leave(sent: Sent, database: Database, now: datetime) -> Response:
    """No more messages of this kind to this address."""
    with database.write() as tx:
        PageStore(tx).opt_out(sent, now)
    return said(_words(sent).replace("leave", "left"), language_of(sent.language))


def _words(sent: Sent) -> str:
    """The name of the words for what is stopped."""
    return "leave_editions" if sent.message.content.kind == "bulletin" else "leave"
