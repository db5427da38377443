"""The first tables of ingest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment
from shared.messaging.tables import PLUMBING, create_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_v1(op)
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("indicators", sa.JSON, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("last_used_at", Moment),
        sa.Column("revoked_at", Moment),
    )
    _create_figure()
    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("key_id", sa.String(32), sa.ForeignKey("api_key.id"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("duplicate", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("announced_after", sa.BigInteger, nullable=False),
        sa.Column("announced_until", sa.BigInteger, nullable=False),
    )
    _create_submission()
    _create_idempotency()


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("receipt_id", sa.Uuid, sa.ForeignKey("receipt.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("indicator", sa.String(120), nullable=False),
        sa.Column("dimension", sa.Text, nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("evaluated_at", Moment),
    )
    op.create_index("submission_reference", "submission", ["source", "reference"], unique=True)
    op.create_index("submission_figure", "submission", ["unit", "indicator", "period"])


def _create_figure() -> None:
    op.create_table(
        "figure",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.Text, primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Uuid),
        sa.Column("content", sa.JSON(none_as_null=True)),
        sa.Column("changed_at", Moment),
    )


def _create_idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("key_id", sa.String(32), sa.ForeignKey("api_key.id"), primary_key=True),
        sa.Column("idempotency_key", sa.String(200), primary_key=True),
        sa.Column("asked_sha256", sa.String(64), nullable=False),
        sa.Column("answer", sa.JSON, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    for table in ("idempotency", "submission", "receipt", "figure", "api_key", *PLUMBING._fields):
        op.drop_table(table)
