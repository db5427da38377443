"""Scoring's tables of what is owed: deadlines that passed without a figure, how far they were looked at, tasks."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from services.scoring.tables import metadata
from shared.columns import Moment

# One row for each programme that is still waiting for a figure after its deadline.
lapse = Table(
    "lapse",
    metadata,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("programme", String, primary_key=True),
    Column("due", Date, nullable=False),
)

# How far the days have been looked at: since which day this installation looks, and up to which it has.
watch = Table(
    "watch",
    metadata,
    Column("name", String, primary_key=True),
    Column("since", Date, nullable=False),
    Column("seen", Date, nullable=False),
)

# What was said of a task, by whom and when. Nothing is ever taken back: the latest word counts.
task_note = Table(
    "task_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("word", String, nullable=False),
    Column("done_on", Date),
    Column("note", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Index("task_note_stage", "task", "unit", "stage"),
)

task_state = Table(
    "task_state",
    metadata,
    Column("task", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("due", Date),
    Column("done_on", Date),
    Column("sequence", Integer, nullable=False),
)
