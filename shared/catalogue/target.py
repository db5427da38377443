"""Targets as law: a threshold for an indicator, in a scope, between dates, with its legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Comparator = Literal[">=", ">", "<=", "<"]
ScopeKind = Literal["all", "level", "unit"]


@dataclass(frozen=True)
class Programme:
    """A programme that sets targets; the one with the lowest `order` speaks first."""

    id: str
    name_vi: str
    name_en: str
    order: int


@dataclass(frozen=True)
class Scope:
    """Whom a target binds: all units, the units of a level, or one unit. `value` is "" for all."""

    kind: ScopeKind
    value: str = ""


@dataclass(frozen=True)
class Target:
    """One target. Before `due` it is an aim, not a measure: it judges figures as of that day or later.

    `version` grows when the target is changed; a verdict names the version it used.
    """

    id: str
    version: str
    programme: str
    indicator: str
    scope: Scope
    comparator: Comparator
    threshold: Decimal
    legal_basis: str
    valid_from: date | None = None
    valid_to: date | None = None
    due: date | None = None
    dimension: str = ""

    def in_force_on(self, day: date) -> bool:
        started = max(filter(None, (self.valid_from, self.due)), default=None)
        return (started is None or started <= day) and (self.valid_to is None or day <= self.valid_to)
