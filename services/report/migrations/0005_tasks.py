"""How tasks stand, and the extracts of units that an edition was issued with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSAL = "what was issued, and the history of editions, only grows"


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("task", sa.String(120), primary_key=True),
        sa.Column("stage", sa.String(20), primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "issue_extracts",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("issue", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    protect = _protect_postgresql if op.get_context().dialect.name == "postgresql" else _protect_sqlite
    protect()


def _protect_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER issue_extracts_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON issue_extracts "
        "FOR EACH STATEMENT EXECUTE FUNCTION edition_refuse_change()"
    )


def _protect_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for change in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER issue_extracts_no_{change.lower()} BEFORE {change} ON issue_extracts {refuse}")
    same = "SELECT 1 FROM issue_extracts WHERE period = NEW.period AND issue = NEW.issue"
    op.execute(
        f"CREATE TRIGGER issue_extracts_no_replace BEFORE INSERT ON issue_extracts WHEN EXISTS ({same}) {refuse}"
    )


def downgrade() -> None:
    op.drop_table("issue_extracts")
    op.drop_table("task")
