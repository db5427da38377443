"""Groups of units that a target binds together, with the days each unit belongs to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Membership:
    """A unit's stay in a group; None is open."""

    unit: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Group:
    """Units that a document names together, such as the mountain communes or the pilot departments."""

    id: str
    name_vi: str
    name_en: str
    members: tuple[Membership, ...]

    def includes(self, unit: str, day: date) -> bool:
        return any(member.unit == unit and member.holds_on(day) for member in self.members)
