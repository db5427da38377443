"""The verdicts on figures, kept for the receipts of those who sent them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, func, update

from services.ingest.domain.judged import Word, words
from services.ingest.tables import submission
from shared.events import ComplianceEvaluated

CHUNK = 1000


class Store(Protocol):
    """Where the verdict on each submission is kept."""

    def keep_verdict(self, word: Word, events: Collection[UUID], now: datetime) -> None: ...


class VerdictStore:
    """The verdicts behind one connection."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def keep_verdict(self, word: Word, events: Collection[UUID], now: datetime) -> None:
        """Note that figures were judged, and how; the first word on a figure stays its sender's."""
        judged = func.coalesce(submission.c.evaluated_at, now, type_=submission.c.evaluated_at.type)
        for chunk in _chunks(sorted(events)):
            these = submission.c.event_id.in_(chunk) & submission.c.verdict.is_(None)
            self.tx.execute(update(submission).where(these).values(verdict=word, evaluated_at=judged))


def record_verdicts(events: Sequence[ComplianceEvaluated], store: Store, now: datetime) -> None:
    """Keep what the events say of the figures. Safe any number of times."""
    for word, judged in sorted(words(event.data for event in events).items()):
        store.keep_verdict(word, judged, now)


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
