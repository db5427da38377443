import sqlalchemy as sa
from alembic import op

from shared.columns import Moment
from shared.messaging import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    tables.create_v1(op)
    op.create_table(
        "evaluation",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(400), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "ranking",
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(400), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "edition",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("built_at", Moment, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for name in ("edition", "ranking", "evaluation", *tables.PLUMBING._fields):
        op.drop_table(name)
