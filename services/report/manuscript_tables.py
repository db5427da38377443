"""The tables of what is written on the pages, and of who may write."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from services.report.tables import METADATA
from shared.columns import Moment

MANUSCRIPT = Table(
    "manuscript",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("article", String(80), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

MANUSCRIPT_PICTURE = Table(
    "manuscript_picture",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("file", String(120), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

EDITOR = Table(
    "editor",
    METADATA,
    Column("id", String(12), primary_key=True),
    Column("name", Text, nullable=False),
    Column("may", JSON, nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

EDITOR_SESSION = Table(
    "editor_session",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("editor", String(12), nullable=False),
    Column("expires_at", Moment, nullable=False),
)
