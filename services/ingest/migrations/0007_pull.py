"""Sources that are pulled: how far each is read, what it answered, and what it said last of each figure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pull_source",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("known_since", Moment, nullable=False),
        sa.Column("checkpoint", sa.JSON, nullable=False),
        sa.Column("validators", sa.JSON, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("claim", sa.Uuid),
        sa.Column("claimed_until", Moment),
        sa.Column("paused_at", Moment),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_run", sa.Uuid),
        sa.Column("last_at", Moment),
        sa.Column("last_success_at", Moment),
        sa.Column("last_outcome", sa.String(20)),
        sa.Column("last_said", sa.Text, nullable=False),
    )
    _create_answers()
    op.create_table(
        "pull_record",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("cell", sa.String(64), primary_key=True),
        sa.Column("content", sa.String(64), nullable=False),
    )


def _create_answers() -> None:
    op.create_table(
        "pull_answer",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("run", sa.Uuid, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("fetched_at", Moment, nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("trace_id", sa.String(32)),
        sa.Column("read_at", Moment),
        sa.Column("receipt_id", sa.Uuid),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("duplicate", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("errors", sa.JSON, nullable=False),
    )
    op.create_index("pull_answer_age", "pull_answer", ["accepted", "fetched_at"])
    op.create_index("pull_answer_run", "pull_answer", ["run"])
    op.create_index("pull_answer_receipt", "pull_answer", ["receipt_id"])
    op.create_table(
        "pull_body",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
    )
    op.create_index("pull_body_age", "pull_body", ["seen_at"])


def downgrade() -> None:
    for table in ("pull_record", "pull_body", "pull_answer", "pull_source"):
        op.drop_table(table)
