"""Receipts: what has become of the figures of a request since."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.ingest.answers import DoubtAnswer, FollowedItem, ReceiptAnswer, doubt_answers
from services.ingest.domain.judged import Word
from services.ingest.domain.key import Key
from services.ingest.doubts import DoubtStore
from services.ingest.tables import PLUMBING, receipt, submission
from shared.catalogue import Catalogue

CHUNK = 1000

Doubted = tuple[DoubtAnswer, ...]


def find_receipt(tx: Connection, receipt_id: str, key: Key, catalogue: Catalogue) -> ReceiptAnswer | None:
    """The receipt of this id, None when there is none that was made with this key."""
    try:
        wanted = UUID(receipt_id)
    except ValueError:
        return None
    row = tx.execute(select(receipt).where(receipt.c.id == wanted, receipt.c.key_id == key.id)).one_or_none()
    if row is None:
        return None
    ids = {UUID(item["id"]) for item in row.items if item["id"]}
    judged = _judged(tx, ids)
    waiting = _waiting(tx, ids)
    doubts = {event: doubt_answers(told, catalogue) for event, told in DoubtStore(tx).about(ids).items()}
    items = tuple(_followed(item, waiting, judged, doubts) for item in row.items)
    return ReceiptAnswer(
        receipt=wanted,
        at=row.at,
        accepted=row.accepted,
        duplicate=row.duplicate,
        rejected=row.rejected,
        stored=sum(item.id is not None for item in items),
        published=sum(item.published for item in items),
        evaluated=sum(item.evaluated for item in items),
        items=items,
    )


def _followed(
    item: dict[str, Any], waiting: Collection[UUID], judged: Mapping[UUID, Word | None], doubts: Mapping[UUID, Doubted]
) -> FollowedItem:
    found = FollowedItem.model_validate(item)
    if found.id is None:
        return found
    become = {"published": found.id not in waiting, "evaluated": found.id in judged, "verdict": judged.get(found.id)}
    return found.model_copy(update={**become, "doubts": doubts.get(found.id, ())})


def _judged(tx: Connection, ids: Collection[UUID]) -> dict[UUID, Word | None]:
    """The figures that have been judged, with the verdict on each."""
    found: dict[UUID, Word | None] = {}
    for chunk in _chunks(ids):
        query = select(submission.c.event_id, submission.c.verdict).where(
            submission.c.event_id.in_(chunk), submission.c.evaluated_at.is_not(None)
        )
        found.update((event_id, verdict) for event_id, verdict in tx.execute(query))
    return found


def _waiting(tx: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Which events still wait in the outbox; what is no longer there has been sent."""
    spans: set[tuple[int, int]] = set()
    for chunk in _chunks(ids):
        query = select(receipt.c.announced_after, receipt.c.announced_until).where(
            receipt.c.id.in_(select(submission.c.receipt_id).where(submission.c.event_id.in_(chunk)))
        )
        spans.update((int(after), int(until)) for after, until in tx.execute(query))
    outbox = PLUMBING.outbox
    waiting: set[UUID] = set()
    for after, until in spans:
        query = select(outbox.c.body).where(outbox.c.seq > after, outbox.c.seq <= until, outbox.c.sent_at.is_(None))
        for body in tx.execute(query).scalars():
            waiting.update(UUID(event["id"]) for event in json.loads(body))
    return waiting & set(ids)


def _chunks(ids: Collection[UUID]) -> list[list[UUID]]:
    ordered = sorted(ids)
    return [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]
