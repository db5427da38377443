"""The doubts that scoring has about figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "doubt",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(400), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("doubt")
