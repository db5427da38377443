"""The tables of the report service."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Integer, MetaData, String, Table, Text

from shared.columns import Moment
from shared.messaging.tables import plumbing_tables

METADATA = MetaData()
PLUMBING = plumbing_tables(METADATA)

EVALUATION = Table(
    "evaluation",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(400), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

RANKING = Table(
    "ranking",
    METADATA,
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(400), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

DOUBT = Table(
    "doubt",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(400), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

TASK = Table(
    "task",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("task", String(120), primary_key=True),
    Column("stage", String(20), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

EDITION = Table(
    "edition",
    METADATA,
    Column("period", String(7), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("built_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("issue", Integer, nullable=False, server_default="1"),
    Column("number", Integer),
    Column("issued_on", Date),
    Column("made_with", JSON, nullable=False, server_default="{}"),
)
