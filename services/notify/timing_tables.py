"""Notify's tables of time: who was first told of an alert and when, and which occasions have been acted on."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Uuid, text

from services.notify.tables import METADATA
from shared.columns import Moment

CURRENT = text("ended_at IS NULL AND level > 0")

# Level 0 is the unit itself, 1 its superior. `ended_at` is when a superior heard, or need not hear, that it is over.
TELLING = Table(
    "telling",
    METADATA,
    Column("alert_id", String(36), primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("unit", String(120), nullable=False),
    Column("told", String(120), nullable=False),
    Column("message_id", Uuid, ForeignKey("message.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("telling_above", "told", sqlite_where=CURRENT, postgresql_where=CURRENT),
)

# A row says that what was due then is done: whoever adds it does it, in the same transaction.
OCCASION = Table(
    "occasion",
    METADATA,
    Column("name", String(20), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("due_at", Moment, primary_key=True),
    Column("done_at", Moment, nullable=False),
)
