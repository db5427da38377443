"""What a sentence states of figures, by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.report.domain.claims.numerals import Numeral

Direction = Literal["up", "down", "equal"]
#: "within" and "outside" are of a range
Relation = Literal["=", "<", ">", "≥", "≤", "within", "outside"]


@dataclass(frozen=True)
class Listed:
    """A unit as a sentence names it, with the figure it gives it, if any."""

    name: str
    key: str
    number: Numeral | None = None


@dataclass(frozen=True)
class Trend:
    """From one figure to another; the later one is that of the whole. `slight`: by less than is printed."""

    start: Numeral
    end: Numeral
    direction: Direction
    end_day: date | None = None
    slight: bool = False


@dataclass(frozen=True)
class Selected:
    """The units on one side of a value: those below a target, or those that are left when others are at it.

    `judged`: only units that have this target are meant. A range goes from `value` to `upper`.
    `some`: those that are named are examples, there may be others.
    """

    relation: Relation
    value: Numeral
    units: tuple[Listed, ...]
    count: int | None = None
    of: int | None = None
    rest: bool = False
    judged: bool = False
    some: bool = False
    upper: Numeral | None = None


@dataclass(frozen=True)
class Top:
    """The units in the first places (the last ones where `lowest`); `value` where all named have the same."""

    units: tuple[Listed, ...]
    count: int | None = None
    value: Numeral | None = None
    lowest: bool = False


@dataclass(frozen=True)
class AllAt:
    """Every unit (`of` of them) is at a value, or on one side of it. `judged`: every unit that has this target.

    A range goes from `value` to `upper`.
    """

    relation: Relation
    value: Numeral
    of: int | None = None
    judged: bool = False
    upper: Numeral | None = None


@dataclass(frozen=True)
class Total:
    """The figure of the whole, or of the one unit that is named; `about` where it is only a rough one."""

    value: Numeral
    unit: str = ""
    about: bool = False


@dataclass(frozen=True)
class Share:
    """A part of a whole as a percent, and how far that is from its target."""

    numerator: Numeral
    denominator: Numeral
    value: Numeral
    target: Numeral | None = None
    gap: Numeral | None = None
    beyond: bool = True


@dataclass(frozen=True)
class Parts:
    """A whole and its parts; `complete` says that there are no others."""

    whole: Numeral
    parts: tuple[Numeral, ...]
    complete: bool


@dataclass(frozen=True)
class Growth:
    """A figure, the one before it, and by how many percent it is more."""

    now: Numeral
    before: Numeral
    by: Numeral
    direction: Direction


@dataclass(frozen=True)
class Dated:
    """A day that the figures of a table are of."""

    day: date


Claim = Trend | Selected | Top | AllAt | Total | Share | Parts | Growth | Dated
