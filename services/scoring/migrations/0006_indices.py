from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "index_score",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("index", "unit", "period")),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("index_score_period", "index_score", ["index", "period"])


def downgrade() -> None:
    op.drop_table("index_score")
