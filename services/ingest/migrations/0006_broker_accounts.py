"""Users of the broker who send with a key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broker_account",
        sa.Column("username", sa.String(255), primary_key=True),
        sa.Column("key_id", sa.String(32), sa.ForeignKey("api_key.id"), nullable=False),
        sa.Column("linked_at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("broker_account")
