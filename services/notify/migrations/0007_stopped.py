"""Which messages an address has asked to get no more of: digests, word of new editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "stopped",
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("address", sa.String(254), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )
    op.execute("INSERT INTO stopped (channel, address, kind, at) SELECT channel, address, 'digest', at FROM opted_out")
    op.drop_table("opted_out")
