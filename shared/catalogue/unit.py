"""Units: departments, districts, communes, agencies and the province itself, as they were on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["province", "department", "district", "commune", "other", "national"]


@dataclass(frozen=True)
class Name:
    """An official name and the days it was in force; None means open."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Unit:
    """One unit. `names` are its official names in order of time, `short_name` what tables and sentences print.

    A `remainder` is no office: its figures are what belongs to no unit.
    """

    id: str
    level: Level
    parent: str | None
    names: tuple[Name, ...]
    short_name: str
    aliases: tuple[str, ...] = ()
    national_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    remainder: bool = False

    def name_on(self, day: date) -> str:
        """The official name in force on `day` (the latest one before it, else the first)."""
        held = [name for name in self.names if name.holds_on(day)]
        return (held or list(self.names))[-1 if held else 0].text

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
