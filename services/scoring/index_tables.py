"""Scoring's table of indices: the points of each unit in each period."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from services.scoring.tables import metadata

index_score = Table(
    "index_score",
    metadata,
    Column("index", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("index_score_period", "index", "period"),
)
