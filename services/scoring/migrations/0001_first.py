from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import ExactNumber, Moment
from shared.messaging import tables as messaging

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    messaging.create_v1(op)
    op.create_table("family", sa.Column("name", sa.String, primary_key=True))
    op.create_table(
        "observation",
        *_figure_key(),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("time", Moment, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("value", ExactNumber),
        sa.Column("numerator", ExactNumber),
        sa.Column("denominator", ExactNumber),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("window_start", sa.Date),
    )
    op.create_index("observation_group", "observation", ["indicator", "period"])
    op.create_index("observation_event", "observation", ["event_id"])
    op.create_table(
        "evaluation",
        *_figure_key(),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("how", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("value", ExactNumber),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "series",
        *_series_key(),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("latest_period", sa.String, nullable=False),
    )
    op.create_table(
        "standing",
        *_series_key(),
        sa.Column("programme", sa.String, primary_key=True),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String),
    )
    op.create_table(
        "ranking",
        *_figure_key()[1:],
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("ranking", "standing", "series", "evaluation", "observation", "family"):
        op.drop_table(table)


def _series_key() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, primary_key=True) for name in ("unit", "indicator", "dimension")]


def _figure_key() -> list[sa.Column[str]]:
    return [*_series_key(), sa.Column("period", sa.String, primary_key=True)]
