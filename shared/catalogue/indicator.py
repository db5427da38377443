"""Indicators: what is measured, and how the figures of units make up the province's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Measure = Literal["percent", "count", "vnd", "rank"]


@dataclass(frozen=True)
class Members:
    """Whose figures make up a total: all units of these levels, and these units."""

    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class TotalRule:
    """How the figure of `unit` follows from its members': a sum of counts, or Σ numerator / Σ denominator.

    Two other sums stay within one unit's figures of a period (`members` is then empty):
    `over_dimension` ("status", "total"): the figure with status=total is the sum of those with another status;
    `parts`: the sum of these indicators' figures of the same dimension.
    """

    unit: str
    how: Literal["sum", "ratio_of_sums"]
    members: Members = Members()
    over_dimension: tuple[str, str] | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One indicator. `above_100` says that a percent may exceed 100; `ranked` that units are placed within their level.

    `dimensions` maps each allowed dimension key to its allowed values (empty: any value).
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
