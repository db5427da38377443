from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("observation", sa.Column("arrived", Moment))
    op.execute("UPDATE observation SET arrived = time")
    op.create_table("lapse", *_keys("unit", "indicator", "dimension", "period", "programme"), _day("due"))
    op.create_table("watch", *_keys("name"), _day("since"), _day("seen"))
    op.create_table(
        "task_note",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("task", "unit", "stage", "word")),
        sa.Column("done_on", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("task_note_stage", "task_note", ["task", "unit", "stage"])
    op.create_table(
        "task_state",
        *_keys("task", "unit", "stage"),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("done_on", sa.Date),
        sa.Column("sequence", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("task_state", "task_note", "watch", "lapse"):
        op.drop_table(table)
    op.drop_column("observation", "arrived")


def _keys(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, primary_key=True) for name in names]


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=False)
