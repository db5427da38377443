"""Weighted indices: how many points a unit's figures of a period are worth, group by group."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from shared.catalogue.indicator import Members

Rule = Literal["saturating", "linear", "steps", "inverse"]
NoActivity = Literal["full", "zero", "left_out", "average"]
Missing = Literal["zero", "left_out"]

#: nothing is guessed from an index file: what is unknown in it is refused
STRICT = ConfigDict(extra="forbid")
Word = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, config=STRICT)
class Scored:
    """Whom an index scores: all units of these levels, and these units."""

    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def members(self) -> Members:
        return Members(self.levels, self.units)


@dataclass(frozen=True, config=STRICT)
class IndexGroup:
    """A group of components; their maxima add up to its own."""

    id: Word
    name_vi: Word
    name_en: Word
    maximum: Decimal


@dataclass(frozen=True, config=STRICT)
class Step:
    """The points of a value that is at least (where less is better: at most) so much."""

    points: Decimal
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    @property
    def threshold(self) -> Decimal:
        """The end that is given; 0 where neither is, which the check refuses."""
        given = self.at_least if self.at_least is not None else self.at_most
        return Decimal(0) if given is None else given


@dataclass(frozen=True, config=STRICT)
class Component:
    """The points for one figure of a unit, at most `maximum`.

    `saturating`: in proportion to the value, all of them from `full` on; where less is better, in proportion to what
    is left to 100. `linear`: none at `zero`, all at `full`, in proportion between. `steps`: by a table. `inverse`
    (less is better): all up to `full`, then in proportion to `full` by the value.
    `no_activity` says what a unit gets that had nothing to count, `missing` what one gets that sent nothing; an
    `average` is the share of its points that the rest of its group reaches.
    """

    id: Word
    group: Word
    name_vi: Word
    name_en: Word
    indicator: Word
    maximum: Decimal
    rule: Rule
    no_activity: NoActivity
    missing: Missing
    dimension: str = ""
    full: Decimal | None = None
    zero: Decimal | None = None
    steps: tuple[Step, ...] = ()

    @property
    def series(self) -> tuple[str, str]:
        """Indicator and dimension (canonical text)."""
        return self.indicator, self.dimension


@dataclass(frozen=True, config=STRICT)
class Band:
    """What a score from `at_least` on is called."""

    id: Word
    name_vi: Word
    name_en: Word
    at_least: Decimal


@dataclass(frozen=True, config=STRICT)
class Index:
    """One version of an index, in force for the periods whose cut-off lies in its validity.

    The score is the points on `scale`. A unit of whose maximum less than `least_counted` percent counts has a score,
    but neither band nor place.
    """

    id: Word
    version: Word
    name_vi: Word
    name_en: Word
    legal_basis: Word
    scale: Decimal
    scores: Scored
    groups: tuple[IndexGroup, ...]
    components: tuple[Component, ...]
    bands: tuple[Band, ...] = ()
    least_counted: Decimal = Decimal(0)
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @cached_property
    def maximum(self) -> Decimal:
        return sum((group.maximum for group in self.groups), Decimal(0))

    def band_of(self, score: Decimal) -> Band | None:
        """The highest band that the score reaches."""
        reached = [band for band in self.bands if score >= band.at_least]
        return max(reached, key=lambda band: band.at_least, default=None)
