"""Places of units."""

from __future__ import annotations

from shared.facts.fact import Fact, Identifier, Period


class Place(Fact):
    """A unit's place within its level; equal figures share it (1, 2, 2, 4)."""

    unit: Identifier
    level: str
    rank: int


class Ranking(Fact):
    """The places of all units that reported one indicator (and dimension) in one period."""

    indicator: Identifier
    dimension: dict[str, str] = {}
    period: Period
    sequence: int
    places: tuple[Place, ...]
