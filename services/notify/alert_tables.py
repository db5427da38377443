"""Notify's tables of alerts: how each stands, every step it took, silences, and which owed figures have come."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text

from services.notify.tables import METADATA
from shared.columns import Moment

ALERT = Table(
    "alert",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(500), primary_key=True),
    Column("programme", String(120), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("id", String(36), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(30), nullable=False),
    Column("news", Text, nullable=False),
    Column("since", Date),
    Column("turned_period", String(7)),
    Column("turned_sequence", BigInteger),
    Column("turned_to", String(10)),
    Column("trace", String(100)),
    Column("speaks_on", Date),
    Column("opened_at", Moment),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", String(200)),
    Column("plan", Text),
    Column("promised_on", Date),
    Column("escalated_to", Integer),
    Column("escalated_at", Moment),
    Column("muted_by", String(10)),
    Column("muted_ref", String(300)),
    Column("changed_at", Moment, nullable=False),
    Index("alert_state", "state", "unit"),
    Index("alert_name", "id"),
)

# Only grows: a row says what an alert became, with the news it rested on then.
ALERT_STEP = Table(
    "alert_step",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("alert_id", String(36), nullable=False),
    Column("unit", String(120), nullable=False),
    Column("indicator", String(120), nullable=False),
    Column("dimension", String(500), nullable=False),
    Column("programme", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("period", String(7), nullable=False),
    Column("at", Moment, nullable=False),
    Column("before", String(20)),
    Column("after", String(20), nullable=False),
    Column("reason", String(30), nullable=False),
    Column("by", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("trace", String(100)),
    Column("news", Text, nullable=False),
    Index("alert_step_of", "alert_id"),
)

SILENCE = Table(
    "silence",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("unit", String(120)),
    Column("indicator", String(120)),
    Column("period", String(7)),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("document", String(200), nullable=False),
    Column("author", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", String(200)),
    Index("silence_until", "until"),
)

# The newest figure of each series that a duty speaks of; `due` is NULL where nothing is owed any more.
OWED = Table(
    "owed",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(500), primary_key=True),
    Column("period", String(7), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("due", Date),
    Column("is_missing", Boolean, nullable=False),
    Index("owed_due", "indicator", "due"),
)
