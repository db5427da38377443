"""Indicators: what is measured, and how the figures of units make up the province's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shared.wording import InBoth

Measure = Literal["percent", "count", "number", "vnd", "rank"]
Growth = Literal["always", "year"]


@dataclass(frozen=True)
class Members:
    """Whose figures make up a total: all units of these levels, and these units."""

    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class TotalRule:
    """How the figure of `unit` follows from its members': a sum of counts, or Σ numerator / Σ denominator.

    Two other sums stay within one unit's figures of a period (`members` is then empty):
    `over_dimensions` (("status", "total"),): the figure with status=total is the sum of those with another status;
    (("level", ""),): the figure without a level is the sum of those with one; each pair is a total of its own;
    `parts`: the sum of these indicators' figures of the same dimension.
    """

    unit: str
    how: Literal["sum", "ratio_of_sums"]
    members: Members = Members()
    over_dimensions: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One indicator. A count is whole, a number need not be.

    `above_100` says that a percent may exceed 100; `ranked` that units are placed within their level.

    `dimensions` maps each allowed dimension key to its allowed values (empty: any value).
    `cumulative` says which figures can never fall ("always"), or not within a year ("year"): by a pair that their
    dimension holds, "" for all. `checks_off` names the rules of plausibility that do not apply.
    """

    id: str
    name_vi: str
    name_en: str
    measure: Measure
    higher_is_better: bool = True
    above_100: bool = False
    ranked: bool = False
    source_system: str = ""
    dimensions: dict[str, tuple[str, ...]] | None = None
    total: TotalRule | None = None
    case_vi: str = "trường hợp"
    case_en: str = "case"
    cumulative: Mapping[str, Growth] = field(default_factory=dict)
    checks_off: tuple[str, ...] = ()

    @property
    def called(self) -> InBoth:
        """Its name with its id behind it, for people who know the one or the other."""
        return InBoth(f"{self.name_vi} ({self.id})", f"{self.name_en} ({self.id})")

    def growth(self, dimension: Mapping[str, str]) -> Growth | None:
        """How a figure of `dimension` grows, None where it may fall."""
        pairs = [f"{key}={value}" for key, value in sorted(dimension.items())]
        return next((self.cumulative[pair] for pair in [*pairs, ""] if pair in self.cumulative), None)
