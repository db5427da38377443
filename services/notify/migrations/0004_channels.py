"""Ways that are blocked, addresses that are disabled, and when the figures were accepted that a message tells of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("gathering", sa.Column("accepted_at", Moment))
    op.add_column("message", sa.Column("accepted_at", Moment))
    op.add_column("delivery", sa.Column("way", sa.String(300), nullable=False, server_default="mail"))
    op.add_column("delivery", sa.Column("waits", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "blocked_way",
        sa.Column("name", sa.String(300), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("open_at", Moment, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "address",
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("address", sa.String(254), primary_key=True),
        sa.Column("refusals", sa.Integer, nullable=False),
        sa.Column("disabled_at", Moment),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
    )
