"""Keys with addresses, an end and two secrets while they rotate; an audit trail that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment
from shared.messaging.tables import SEQUENCE

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TRAIL = {"audit": "number", "audit_seal": "place"}
REFUSAL = "the audit trail is append-only"
KEY_COLUMNS = ("addresses", "last_used_from", "expires_at", "former_sha256", "former_until", "rotated_at")


def upgrade() -> None:
    op.add_column("api_key", sa.Column("addresses", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("api_key", sa.Column("last_used_from", sa.String(64)))
    op.add_column("api_key", sa.Column("expires_at", Moment))
    op.add_column("api_key", sa.Column("former_sha256", sa.String(64)))
    op.add_column("api_key", sa.Column("former_until", Moment))
    op.add_column("api_key", sa.Column("rotated_at", Moment))
    op.create_index("api_key_former", "api_key", ["former_sha256"], unique=True)
    _create_trail()
    protect = _protect_postgresql if op.get_context().dialect.name == "postgresql" else _protect_sqlite
    protect()


def _create_trail() -> None:
    op.create_table(
        "audit",
        sa.Column("number", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("key_id", sa.String(32)),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("trace_id", sa.String(32)),
        sa.Column("details", sa.JSON, nullable=False),
    )
    op.create_index("audit_age", "audit", ["at"])
    op.create_index("audit_key", "audit", ["key_id", "at"])
    op.create_table(
        "audit_seal",
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False),
    )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in TRAIL:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()"
        )


def _protect_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, key in TRAIL.items():
        for change in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {refuse}")
        # INSERT OR REPLACE deletes without asking the trigger of deletions.
        there = f"WHEN NEW.{key} IN (SELECT {key} FROM {table})"  # noqa: S608  # our own names
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {there} {refuse}")


def downgrade() -> None:
    for table in reversed(TRAIL):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse_change")
    op.drop_index("api_key_former", "api_key")
    for column in reversed(KEY_COLUMNS):
        op.drop_column("api_key", column)
