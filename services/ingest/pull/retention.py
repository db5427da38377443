"""What need not be remembered for ever of answers: their bytes, and those that brought nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.ingest.pull.tables import pull_answer, pull_body
from shared.database import Database
from shared.messaging.expiry import Expired


def expired_answers(database: Database, before: datetime) -> Sequence[Expired]:
    """Bytes last seen before then, and answers from before then of which no figure came."""
    return (
        Expired(database, pull_body, pull_body.c.seen_at, before),
        Expired(database, pull_answer, pull_answer.c.fetched_at, before, pull_answer.c.accepted == 0),
    )
