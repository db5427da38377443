"""What editors write on the pages, their keys, and who of them did what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REFUSAL = "what was issued, and the history of editions, only grows"
NEW = ("editor_session", "editor", "manuscript_picture", "manuscript")


def upgrade() -> None:
    op.add_column("edition_history", sa.Column("editor", sa.String(12)))
    op.create_table(
        "manuscript",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("article", sa.String(80), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "manuscript_picture",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("file", sa.String(120), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    _create_editors()
    protect = _protect_postgresql if op.get_context().dialect.name == "postgresql" else _protect_sqlite
    protect()


def _create_editors() -> None:
    op.create_table(
        "editor",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("may", sa.JSON, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment),
    )
    op.create_table(
        "editor_session",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("editor", sa.String(12), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
    )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER manuscript_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON manuscript "
        "FOR EACH STATEMENT EXECUTE FUNCTION edition_refuse_change()"
    )


def _protect_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for change in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER manuscript_no_{change.lower()} BEFORE {change} ON manuscript {refuse}")


def downgrade() -> None:
    for name in NEW:
        op.drop_table(name)
    op.drop_column("edition_history", "editor")
