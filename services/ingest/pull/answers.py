"""Answers of sources as they came: kept before anybody reads them, and found again from the figures they brought."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, select, update

from services.ingest.pull.fetching import Fetched
from services.ingest.pull.tables import pull_answer, pull_body
from services.ingest.tables import receipt
from shared.bulk import upsert

COUNTS = ("accepted", "duplicate", "unchanged", "rejected")
CHUNK = 500
LONGEST_TYPE = 200


def keep_answer(tx: Connection, about: Mapping[str, Any], fetched: Fetched, now: datetime) -> UUID:
    """Keep an answer; `about` is name, run, page, url and trace_id. Returns its id."""
    answer_id, sha256 = uuid4(), hashlib.sha256(fetched.body).hexdigest()
    upsert(tx, pull_body, [{"sha256": sha256, "content": zlib.compress(fetched.body), "seen_at": now}])
    row = {
        "id": answer_id,
        "address": fetched.address,
        "fetched_at": now,
        "content_type": "".join(filter(str.isprintable, fetched.headers.get("content-type", "")))[:LONGEST_TYPE],
        "size": len(fetched.body),
        "sha256": sha256,
        "errors": [],
        **dict.fromkeys(COUNTS, 0),
    }
    tx.execute(pull_answer.insert().values(row | dict(about)))
    return answer_id


def settle_answer(tx: Connection, answer_id: UUID, now: datetime, **become: Any) -> None:
    """Note what became of an answer: its receipt, its counts, its errors."""
    tx.execute(update(pull_answer).where(pull_answer.c.id == answer_id).values(read_at=now, **become))


def same_answer(tx: Connection, answer_id: UUID) -> UUID:
    """The same answer once more, for another receipt of figures in it; returns its id."""
    row = tx.execute(select(pull_answer).where(pull_answer.c.id == answer_id)).mappings().one()
    another = uuid4()
    fresh: dict[str, Any] = {"id": another, "receipt_id": None, "errors": [], **dict.fromkeys(COUNTS, 0)}
    tx.execute(pull_answer.insert().values({**row, **fresh}))
    return another


def answers_of(tx: Connection, run: UUID | None) -> list[dict[str, Any]]:
    """The answers of one pull, in order."""
    query = select(pull_answer).where(pull_answer.c.run == run).order_by(pull_answer.c.page, pull_answer.c.fetched_at)
    return [dict(row) for row in tx.execute(query).mappings()]


def body_of(tx: Connection, answer_id: UUID) -> bytes | None:
    """The bytes of an answer, None when they were forgotten or it never was."""
    query = select(pull_body.c.content).join(pull_answer, pull_answer.c.sha256 == pull_body.c.sha256)
    content = tx.execute(query.where(pull_answer.c.id == answer_id)).scalar_one_or_none()
    return None if content is None else zlib.decompress(content)


def answers_behind(tx: Connection, receipts: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """From which answer the figures of each receipt came, with the items of the receipt; of others nothing."""
    ordered: Sequence[UUID] = sorted(set(receipts))
    told = (pull_answer.c.id, pull_answer.c.url, pull_answer.c.fetched_at, pull_answer.c.sha256)
    query = select(receipt.c.id, receipt.c["items"], *told).join(pull_answer, pull_answer.c.receipt_id == receipt.c.id)
    found: dict[UUID, dict[str, Any]] = {}
    for start in range(0, len(ordered), CHUNK):
        for receipt_id, items, *facts in tx.execute(query.where(receipt.c.id.in_(ordered[start : start + CHUNK]))):
            answer = zip(("answer", "url", "fetched_at", "sha256"), map(str, facts), strict=True)
            found[receipt_id] = dict(answer) | {"items": items}
    return found
