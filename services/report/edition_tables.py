"""The tables of editions: their way to publication, what was issued, and what readers were told."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from services.report.tables import METADATA
from shared.columns import Moment
from shared.messaging.tables import SEQUENCE

HISTORY = Table(
    "edition_history",
    METADATA,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("period", String(7), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("before", String(20)),
    Column("after", String(20), nullable=False),
    Column("issue", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("editor", String(12)),
)

ISSUE = Table(
    "issue",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("kind", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("known_at", Moment, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("made_with", JSON, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "year", "number", "issue", name="issue_number"),
)

ISSUE_FILE = Table(
    "issue_file",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
)

ISSUE_EXTRACTS = Table(
    "issue_extracts",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
)

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

ABSENCE = Table(
    "absence",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

ARTICLE_ORDER = Table(
    "article_order",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("articles", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

PRINTED = Table(
    "printed",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(400), primary_key=True),
    Column("body", Text, nullable=False),
)

CORRECTION = Table(
    "correction",
    METADATA,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("told_in", String(7), nullable=False),
    Column("issue", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

REASON = Table(
    "correction_reason",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(400), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
