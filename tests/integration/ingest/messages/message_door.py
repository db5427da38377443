"""The door for messages over one database."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from services.ingest.accounts import link_account
from services.ingest.amqp_door import take_in
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key
from services.ingest.tables import PLUMBING, submission
from shared.database import Database
from shared.events import FiguresSent, ReceiptIssued
from shared.facts import Receipt
from shared.messaging.topology import RECEIPTS_EXCHANGE
from shared.parts import Parts
from shared.settings import read_settings
from tests.ingest_samples import CATALOGUE, NOW
from tests.sent_messages import USER


class Door:
    """The door on a database of its own, with one account."""

    def __init__(self, database: Database, **settings: str) -> None:
        self.database = database
        given = read_settings({f"NHIPSO_{name.upper()}": value for name, value in settings.items()})
        self.parts = Parts(database, CATALOGUE, given, lambda: self.now)
        self.rate = RateLimit(given.requests_per_minute)
        self.now: datetime = NOW
        self.key_id = self.account(USER)

    def account(self, user: str, source: str = "cong-dvc", **scope: Any) -> str:
        with self.database.write() as tx:
            key_id, _secret = new_key(tx, source, Scope(**scope), NOW)
            assert link_account(tx, user, key_id, NOW) is not None
        return key_id

    def take(self, *messages: FiguresSent) -> list[Receipt]:
        """Take messages in; the receipts that went to the exchange for it."""
        before = len(self.outbox(RECEIPTS_EXCHANGE))
        take_in(messages, self.parts, self.rate)
        return [ReceiptIssued.model_validate(told).data for told in self.outbox(RECEIPTS_EXCHANGE)[before:]]

    def outbox(self, exchange: str, key: str | None = None) -> list[dict[str, Any]]:
        outbox = PLUMBING.outbox
        query = select(outbox.c.body, outbox.c.routing_key).where(outbox.c.exchange == exchange).order_by(outbox.c.seq)
        with self.database.read() as tx:
            rows = tx.execute(query).all()
        return [told for row in rows if key in (None, row.routing_key) for told in json.loads(row.body)]

    def stored(self) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(submission)).scalar_one())

    def parked(self) -> list[Any]:
        with self.database.read() as tx:
            return list(tx.execute(select(PLUMBING.dead)).all())


def codes(receipt: Receipt) -> list[list[str]]:
    return [[error.code for error in each.errors] for each in receipt.items]


def problem_of(receipt: Receipt) -> str:
    assert receipt.problem is not None
    return receipt.problem.type.rpartition("/")[2]
