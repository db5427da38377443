"""Getting no more digests: a page for people, one POST for mail programs (RFC 8058)."""

from __future__ import annotations

from datetime import datetime

from werkzeug.wrappers import Response

from services.notify.domain.wording import language_of
from services.notify.page_store import PageStore, Sent
from services.notify.pages.page import page, said
from shared.database import Database


def show_leaving(sent: Sent) -> Response:
    """Ask once more; looking changes nothing."""
    return page("leave", "leave_title", language_of(sent.language), address=sent.address)


def leave(sent: Sent, database: Database, now: datetime) -> Response:
    """No more digests to this address."""
    with database.write() as tx:
        PageStore(tx).opt_out(sent, now)
    return said("left", language_of(sent.language))
