"""What makes the events of accepted figures anew, and finds those of one indicator and period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("traceparent", sa.String(55)))
    op.drop_index("submission_figure", "submission")
    op.create_index("submission_figure", "submission", ["indicator", "period", "unit"])


def downgrade() -> None:
    op.drop_index("submission_figure", "submission")
    op.create_index("submission_figure", "submission", ["unit", "indicator", "period"])
    op.drop_column("submission", "traceparent")
