"""Messages of several kinds, who was first told of an alert and when, and which occasions have been acted on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0005"
down_revision = "0004"
CURRENT = sa.text("ended_at IS NULL AND level > 0")


def upgrade() -> None:
    op.add_column("message", sa.Column("kind", sa.String(20), nullable=False, server_default="alerts"))
    op.add_column("message", sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "telling",
        sa.Column("alert_id", sa.String(36), primary_key=True),
        sa.Column("level", sa.Integer, primary_key=True),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("told", sa.String(120), nullable=False),
        sa.Column("message_id", sa.Uuid, sa.ForeignKey("message.id"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
    )
    op.create_index("telling_above", "telling", ["told"], sqlite_where=CURRENT, postgresql_where=CURRENT)
    op.create_table(
        "occasion",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("subject", sa.String(120), primary_key=True),
        sa.Column("due_at", Moment, primary_key=True),
        sa.Column("done_at", Moment, nullable=False),
    )
