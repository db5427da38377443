"""Keys to the door, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key


def create_key(tx: Connection, source: str, units: Sequence[str], indicators: Sequence[str], now: datetime) -> str:
    """Make a key for a source ("cong-dvc") and return its secret; no units or indicators means all."""
    return new_key(tx, source, Scope(units, indicators), now)[1]
