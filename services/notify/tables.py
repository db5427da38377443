"""The tables of notify: what is being gathered, messages, their deliveries and every attempt, ways and addresses."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from shared.columns import Moment
from shared.messaging.tables import plumbing_tables

METADATA = MetaData()
plumbing_tables(METADATA)
WAITING = text("next_attempt_at IS NOT NULL")
OF_EDITION = text("edition IS NOT NULL")

GATHERING = Table(
    "gathering",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    Index("gathering_due", "due_at"),
)

MESSAGE = Table(
    "message",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("unit", String(120), nullable=False),
    Column("number", Integer, nullable=False),
    Column("thread", Uuid, nullable=False),
    Column("reason", String(30), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("content", Text, nullable=False),
    Column("accepted_at", Moment),
    Column("kind", String(20), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("edition", String(7)),
    Column("issue", Integer),
    UniqueConstraint("unit", "number", name="message_of_unit"),
    Index("message_of_edition", "edition", "issue", sqlite_where=OF_EDITION, postgresql_where=OF_EDITION),
)

DELIVERY = Table(
    "delivery",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("message_id", Uuid, ForeignKey("message.id"), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("recipient_name", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("next_attempt_at", Moment),
    Column("lease_until", Moment),
    Column("last_error", Text),
    Column("way", String(300), nullable=False),
    Column("waits", Integer, nullable=False),
    UniqueConstraint("message_id", "channel", "recipient", name="delivery_once"),
    Index("delivery_waiting", "next_attempt_at", sqlite_where=WAITING, postgresql_where=WAITING),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", Uuid, ForeignKey("delivery.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Index("attempt_of_delivery", "delivery_id"),
)

BLOCKED_WAY = Table(
    "blocked_way",
    METADATA,
    Column("name", String(300), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("open_at", Moment, nullable=False),
    Column("why", Text, nullable=False),
)

ADDRESS = Table(
    "address",
    METADATA,
    Column("channel", String(20), primary_key=True),
    Column("address", String(254), primary_key=True),
    Column("refusals", Integer, nullable=False),
    Column("disabled_at", Moment),
    Column("why", Text, nullable=False),
    Column("by", String(200), nullable=False),
)
