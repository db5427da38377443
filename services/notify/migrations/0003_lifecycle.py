"""What an alert can become, every step of it, silences, and which owed figures have come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.columns import Moment

revision = "0003"
down_revision = "0002"
REFUSAL = "what became of alerts is only added to"
KEPT = "unit, indicator, dimension, programme, id, state, reason, since, turned_period, turned_sequence, turned_to, trace, changed_at"  # fmt: skip  # noqa: E501


def upgrade() -> None:
    _create_alerts("alert_now")
    copied = f"INSERT INTO alert_now ({KEPT}, kind, period, news) SELECT {KEPT}, 'target', '', evaluation FROM alert"  # noqa: S608  # our own names
    op.execute(copied)
    # An alert of before is as old as its last change, as far as anybody knows.
    op.execute("UPDATE alert_now SET opened_at = changed_at WHERE state = 'open'")
    op.drop_table("alert")
    op.rename_table("alert_now", "alert")
    op.create_index("alert_state", "alert", ["state", "unit"])
    op.create_index("alert_name", "alert", ["id"])
    _create_steps()
    _create_silences()
    _create_owed()
    if op.get_bind().dialect.name == "postgresql":
        _protect_postgresql()
    else:
        _protect_sqlite()


def _create_alerts(name: str) -> None:
    op.create_table(
        name,
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(500), primary_key=True),
        sa.Column("programme", sa.String(120), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("news", sa.Text, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("turned_period", sa.String(7)),
        sa.Column("turned_sequence", sa.BigInteger),
        sa.Column("turned_to", sa.String(10)),
        sa.Column("trace", sa.String(100)),
        sa.Column("speaks_on", sa.Date),
        sa.Column("opened_at", Moment),
        sa.Column("acknowledged_at", Moment),
        sa.Column("acknowledged_by", sa.String(200)),
        sa.Column("plan", sa.Text),
        sa.Column("promised_on", sa.Date),
        sa.Column("escalated_to", sa.Integer),
        sa.Column("escalated_at", Moment),
        sa.Column("muted_by", sa.String(10)),
        sa.Column("muted_ref", sa.String(300)),
        sa.Column("changed_at", Moment, nullable=False),
    )


def _create_steps() -> None:
    op.create_table(
        "alert_step",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert_id", sa.String(36), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("indicator", sa.String(120), nullable=False),
        sa.Column("dimension", sa.String(500), nullable=False),
        sa.Column("programme", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("before", sa.String(20)),
        sa.Column("after", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("trace", sa.String(100)),
        sa.Column("news", sa.Text, nullable=False),
    )
    op.create_index("alert_step_of", "alert_step", ["alert_id"])


def _create_silences() -> None:
    op.create_table(
        "silence",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("unit", sa.String(120)),
        sa.Column("indicator", sa.String(120)),
        sa.Column("period", sa.String(7)),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("ended_by", sa.String(200)),
    )
    op.create_index("silence_until", "silence", ["until"])


def _create_owed() -> None:
    op.create_table(
        "owed",
        sa.Column("unit", sa.String(120), primary_key=True),
        sa.Column("indicator", sa.String(120), primary_key=True),
        sa.Column("dimension", sa.String(500), primary_key=True),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("is_missing", sa.Boolean, nullable=False),
    )
    op.create_index("owed_due", "owed", ["indicator", "due"])


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION alert_step_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER alert_step_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_step "
        "FOR EACH STATEMENT EXECUTE FUNCTION alert_step_refuse_change()"
    )


def _protect_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for change in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER alert_step_no_{change.lower()} BEFORE {change} ON alert_step {refuse}")
