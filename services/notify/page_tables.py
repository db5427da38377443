"""Notify's table of who has asked to get no more messages of a kind."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from services.notify.tables import METADATA
from shared.columns import Moment

STOPPED = Table(
    "stopped",
    METADATA,
    Column("channel", String(20), primary_key=True),
    Column("address", String(254), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("at", Moment, nullable=False),
)
