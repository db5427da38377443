"""Who has asked to get no more digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "opted_out",
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("address", sa.String(254), primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )
