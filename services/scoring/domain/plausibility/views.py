"""What the rules look at: a figure alone, in time, among its peers, or as a sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.scoring.domain.plausibility.robust import Spread, spread
from shared.catalogue import Catalogue, Indicator
from shared.facts import Figure


@dataclass(frozen=True)
class Alone:
    """One figure with nothing around it."""

    figure: Figure
    indicator: Indicator


@dataclass(frozen=True)
class InTime:
    """A reported figure and the reported figures of its series before it (at most a year), oldest first."""

    figure: Figure
    past: Sequence[Figure]
    indicator: Indicator


@dataclass(frozen=True)
class Group:
    """All figures of one indicator, dimension and period, by unit, those without activity included."""

    figures: Mapping[str, Figure]
    indicator: Indicator
    catalogue: Catalogue

    @cached_property
    def total(self) -> Figure | None:
        """The figure that the unit of the total submitted itself."""
        return self.figures.get(self.indicator.total.unit) if self.indicator.total else None

    @cached_property
    def members(self) -> list[Figure]:
        """The figures that make up the total, by unit; none where there is no total over units."""
        if self.total is None or self.indicator.total is None:
            return []
        asked = self.catalogue.members(self.indicator.total.members, self.total.as_of)
        return [self.figures[unit.id] for unit in asked if unit.id in self.figures and unit.id != self.total.unit]

    @cached_property
    def complete(self) -> bool:
        """Whether every unit that makes up the total has told something."""
        if self.total is None or self.indicator.total is None:
            return False
        asked = {unit.id for unit in self.catalogue.members(self.indicator.total.members, self.total.as_of)}
        return asked - {self.total.unit} <= set(self.figures)

    @cached_property
    def levels(self) -> dict[str, list[Figure]]:
        """The reported figures by the level of their units; what is no unit's competes with nobody."""
        found: dict[str, list[Figure]] = {}
        for name, figure in sorted(self.figures.items()):
            unit = self.catalogue.units.get(name)
            if unit is not None and unit.level != "other" and figure.value is not None:
                found.setdefault(unit.level, []).append(figure)
        return found

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        """How the values of each level lie around their middle."""
        return {
            level: spread([figure.value for figure in figures if figure.value is not None])
            for level, figures in self.levels.items()
        }


@dataclass(frozen=True)
class Sum:
    """A submitted whole and the figures of the same unit and period that should add up to it.

    `complete` says whether every part is there.
    """

    whole: Figure
    parts: Sequence[Figure]
    complete: bool
