from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import ExactNumber

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "doubt",
        *_figure_key(),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("open_rules", sa.String, nullable=False),
        sa.Column("found", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("doubt_period", "doubt", ["period", "unit"])
    op.create_table(
        "confirmation",
        *_figure_key(),
        sa.Column("value", ExactNumber),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("confirmation", "doubt"):
        op.drop_table(table)


def _figure_key() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, primary_key=True) for name in ("unit", "indicator", "dimension", "period")]
