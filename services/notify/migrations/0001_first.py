from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment
from shared.messaging.tables import create_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_v1(op)
    _create_alerts()
    _create_messages()
    _create_deliveries()


def downgrade() -> None:
    for table in ("attempt", "delivery", "message", "gathering", "alert"):
        op.drop_table(table)
    for table in ("outbox", "inbox", "inbox_message", "dead", "trial"):
        op.drop_table(table)


def _create_alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(500), primary_key=True),
        sa.Column("programme", sa.String(120), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("turned_period", sa.String(7)),
        sa.Column("turned_sequence", sa.BigInteger),
        sa.Column("turned_to", sa.String(10)),
        sa.Column("evaluation", sa.Text, nullable=False),
        sa.Column("trace", sa.String(100)),
        sa.Column("changed_at", Moment, nullable=False),
    )
    op.create_index("alert_state", "alert", ["state", "unit"])
    op.create_table(
        "gathering",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("first_at", Moment, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
    )
    op.create_index("gathering_due", "gathering", ["due_at"])


def _create_messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("thread", sa.Uuid, nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("unit", "number", name="message_of_unit"),
    )


def _create_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("message_id", sa.Uuid, sa.ForeignKey("message.id"), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("recipient_name", sa.Text, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lost", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", Moment),
        sa.Column("lease_until", Moment),
        sa.Column("last_error", sa.Text),
        sa.UniqueConstraint("message_id", "channel", "recipient", name="delivery_once"),
    )
    waiting = sa.text("next_attempt_at IS NOT NULL")
    op.create_index("delivery_waiting", "delivery", ["next_attempt_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("delivery_id", sa.Uuid, sa.ForeignKey("delivery.id"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("attempt_of_delivery", "attempt", ["delivery_id"])
