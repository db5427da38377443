"""Scoring's tables."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, MetaData, String, Table, Text, Uuid

from shared.columns import ExactNumber, Moment

metadata = MetaData()

# One row a family of indicators: whoever locks it may compute the totals, changes and places within.
family = Table("family", metadata, Column("name", String, primary_key=True))

observation = Table(
    "observation",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("time", Moment, nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("status", String, nullable=False),
    Column("value", ExactNumber),
    Column("numerator", ExactNumber),
    Column("denominator", ExactNumber),
    Column("as_of", Date, nullable=False),
    Column("window_start", Date),
    Column("arrived", Moment),
    Index("observation_group", "indicator", "period"),
    Index("observation_event", "event_id"),
)

evaluation = Table(
    "evaluation",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("how", String, nullable=False),
    Column("status", String, nullable=False),
    Column("value", ExactNumber),
    Column("as_of", Date, nullable=False),
    Column("window_start", Date),
    Column("body", Text, nullable=False),
)

series = Table(
    "series",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("latest_period", String, nullable=False),
)

standing = Table(
    "standing",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("programme", String, primary_key=True),
    Column("period", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("verdict", String),
)

ranking = Table(
    "ranking",
    metadata,
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
