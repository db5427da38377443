"""The verdict on each figure that was sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("verdict", sa.String(8)))


def downgrade() -> None:
    op.drop_column("submission", "verdict")
