"""What an outbox and an inbox need to be kept for a limited time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.messaging.tables import change_to_v2

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    change_to_v2(op)
    op.create_index("receipt_age", "receipt", ["accepted", "at"])
    op.create_index("idempotency_age", "idempotency", ["at"])
    op.add_column("submission", sa.Column("trace_id", sa.String(32)))
