"""Something that happens in a province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.facts import Figure
from shared.figures import FigureKey


@dataclass(frozen=True)
class Sent:
    """Units send figures."""

    at: datetime
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Confirmed:
    """A unit stands by a doubted figure."""

    at: datetime
    key: FigureKey


@dataclass(frozen=True)
class Done:
    """A unit has done its part of a task, or reported on it."""

    at: datetime
    task: str
    unit: str
    stage: str


@dataclass(frozen=True)
class Answered:
    """A unit answers everything that is open of it, with or without a promised day."""

    at: datetime
    unit: str
    promised_on: date | None


@dataclass(frozen=True)
class Silenced:
    """The office makes a silence."""

    at: datetime
    unit: str | None
    indicator: str | None
    until: date


@dataclass(frozen=True)
class Resumed:
    """The office ends the silence that was made at a moment."""

    at: datetime
    made_at: datetime


Happening = Sent | Confirmed | Done | Answered | Silenced | Resumed
