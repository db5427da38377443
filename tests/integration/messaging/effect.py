"""The table a counting consumer writes: each event, and how many times it was applied."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, String, Uuid


def effect_columns() -> list[Column[Any]]:
    return [Column("event_id", Uuid, primary_key=True), Column("unit", String), Column("times", Integer)]
