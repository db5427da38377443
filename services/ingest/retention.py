"""What ingest need not remember for ever. Figures and the receipts that name them stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.ingest.tables import idempotency, receipt
from shared.database import Database
from shared.messaging.expiry import Expired


def expired(database: Database, *, answers: datetime, receipts: datetime) -> Sequence[Expired]:
    """Answers kept for repeated requests from before `answers`, and receipts of nothing new from before `receipts`."""
    return (
        Expired(database, idempotency, idempotency.c.at, answers),
        # Every submission names its receipt, and `nhipso explain` shows it.
        Expired(database, receipt, receipt.c.at, receipts, receipt.c.accepted == 0),
    )
