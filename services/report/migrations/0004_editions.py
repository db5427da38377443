"""The way of editions to publication, what was issued, and what readers were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment
from shared.messaging.tables import SEQUENCE

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: what nobody may change any more, by its key
KEPT = {
    "edition_history": ("seq",),
    "issue": ("period", "issue"),
    "issue_file": ("period", "issue", "name"),
    "blob": ("sha256",),
    "correction": ("seq",),
}
REFUSAL = "what was issued, and the history of editions, only grows"
NEW = ("article_order", "absence", "printed", "correction_reason")


def upgrade() -> None:
    op.add_column("edition", sa.Column("issue", sa.Integer, nullable=False, server_default="1"))
    op.add_column("edition", sa.Column("number", sa.Integer))
    op.add_column("edition", sa.Column("issued_on", sa.Date))
    op.add_column("edition", sa.Column("made_with", sa.JSON, nullable=False, server_default="{}"))
    # Before there were steps, an edition could only be built: whatever a row says, nothing was issued.
    op.execute("UPDATE edition SET status = 'draft'")
    _create_issued()
    _create_desk()
    protect = _protect_postgresql if op.get_context().dialect.name == "postgresql" else _protect_sqlite
    protect()


def _create_issued() -> None:
    op.create_table(
        "edition_history",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("before", sa.String(20)),
        sa.Column("after", sa.String(20), nullable=False),
        sa.Column("issue", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_edition_history_period", "edition_history", ["period"])
    op.create_table(
        "issue",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("issue", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("known_at", Moment, nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("made_with", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "year", "number", "issue", name="issue_number"),
    )
    op.create_table(
        "issue_file",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("issue", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "correction",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("told_in", sa.String(7), nullable=False),
        sa.Column("issue", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def _create_desk() -> None:
    op.create_table(
        "absence",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        *_said(),
    )
    op.create_table(
        "article_order",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("articles", sa.JSON, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table("printed", *_figure(), sa.Column("body", sa.Text, nullable=False))
    op.create_table("correction_reason", *_figure(), *_said())


def _figure() -> list[sa.Column[str]]:
    return [
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(400), primary_key=True),
    ]


def _said() -> list[sa.Column[object]]:
    return [
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
    ]


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION edition_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION edition_refuse_change()"
        )


def _protect_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, key in KEPT.items():
        for change in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {refuse}")
        # INSERT OR REPLACE deletes without asking the trigger of deletions; blobs are inserted where they are missing.
        same = " AND ".join(f"{name} = NEW.{name}" for name in key)
        if table != "blob":
            there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  # our own names
            op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {there} {refuse}")


def downgrade() -> None:
    for name in (*NEW, *reversed(KEPT)):
        op.drop_table(name)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION edition_refuse_change")
    for column in ("made_with", "issued_on", "number", "issue"):
        op.drop_column("edition", column)
