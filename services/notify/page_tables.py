"""Notify's table of who has asked to get no more digests."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from services.notify.tables import METADATA
from shared.columns import Moment

OPTED_OUT = Table(
    "opted_out",
    METADATA,
    Column("channel", String(20), primary_key=True),
    Column("address", String(254), primary_key=True),
    Column("at", Moment, nullable=False),
)
