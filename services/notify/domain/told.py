"""What somebody has been told: the last word to a unit, and who first heard of an alert when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notify.domain.content import Content
from services.notify.domain.delivery import Message


@dataclass(frozen=True)
class Said:
    """What was last written to a unit and not taken back: when, what, and how often in a row."""

    at: datetime
    content: Content
    times: int


@dataclass(frozen=True)
class Telling:
    """Somebody was first told of an alert: the unit itself (level 0), or `told`, so many levels above it."""

    alert: str
    level: int
    unit: str
    told: str
    message: UUID
    at: datetime


def told_of(message: Message, alerts: Iterable[str], *, unit: str | None = None, level: int = 0) -> list[Telling]:
    """That a message tells of these alerts of `unit` (of the one it is to)."""
    about = message.unit if unit is None else unit
    return [Telling(alert, level, about, message.unit, message.id, message.created_at) for alert in sorted(alerts)]
