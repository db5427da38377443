"""Ingest forgets old answers and empty receipts, and never a figure or its receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.handlers import Answered, submit
from services.ingest.orders import Order
from services.ingest.receipts import find_receipt
from services.ingest.retention import expired
from services.ingest.store import IngestStore
from services.ingest.tables import PLUMBING, idempotency, receipt, submission
from shared.database import Database
from tests.ingest_samples import CATALOGUE, NOW, item

DAY = timedelta(days=1)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def send(database: Database, key: Key, *items: dict[str, Any]) -> UUID:
    with database.write() as tx:
        found = submit([Sent(each) for each in items], Order(key, TRACE), IngestStore(tx), CATALOGUE, NOW).receipt
    assert found is not None
    return found


def forget(database: Database, *, answers: int = 0, receipts: int = 0) -> None:
    """Forget what is from before so many days after now."""
    for rows in expired(database, answers=NOW + answers * DAY, receipts=NOW + receipts * DAY):
        while rows.delete_some():
            pass


def test_an_answer_is_forgotten_and_the_same_request_is_then_handled_anew(database: Database, key: Key) -> None:
    with database.write() as tx:
        IngestStore(tx).remember(key, "old", Answered("asked", {}), NOW - DAY)
        IngestStore(tx).remember(key, "new", Answered("asked", {}), NOW)

    forget(database)

    with database.write() as tx:
        assert list(tx.execute(select(idempotency.c.idempotency_key)).scalars()) == ["new"]
        assert IngestStore(tx).remember(key, "old", Answered("asked", {}), NOW)


def test_receipts_of_nothing_new_go_and_those_of_figures_stay(database: Database, key: Key) -> None:
    accepted = send(database, key, item())
    duplicate = send(database, key, item())

    forget(database)
    with database.read() as tx:
        early = set(tx.execute(select(receipt.c.id)).scalars())
    forget(database, receipts=1)

    with database.read() as tx:
        assert early == {accepted, duplicate}
        assert set(tx.execute(select(receipt.c.id)).scalars()) == {accepted}
        assert tx.execute(select(func.count()).select_from(submission)).scalar_one() == 1


def test_a_receipt_still_says_published_when_its_message_has_left_the_outbox(database: Database, key: Key) -> None:
    accepted = send(database, key, item())
    with database.write() as tx:
        tx.execute(update(PLUMBING.outbox).values(sent_at=NOW))
        tx.execute(delete(PLUMBING.outbox))

    with database.read() as tx:
        found = find_receipt(tx, str(accepted), key, CATALOGUE)

    assert found is not None
    assert (found.stored, found.published) == (1, 1)
