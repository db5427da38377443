"""Scoring's tables of doubts: what is implausible about a figure, and who answers for it."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from services.scoring.tables import metadata
from shared.columns import ExactNumber

# Only figures that are doubted, or were. `found` keeps the doubts of each scope, to be found anew one by one;
# `open_rules` counts them for the metrics, "" where there is none or somebody answers for the figure.
doubt = Table(
    "doubt",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("open_rules", String, nullable=False),
    Column("found", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("doubt_period", "period", "unit"),
)

confirmation = Table(
    "confirmation",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("value", ExactNumber),
    Column("by", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("note", Text, nullable=False),
)
