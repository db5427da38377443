"""Relations between indicators that hold in every report: parts within wholes, a share and what it is a share of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Comparator = Literal["=", "<=", ">=", "within"]
Part = Literal["value", "numerator", "denominator"]
Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True)
class Term:
    """One figure of a relation: an indicator with at least these pairs in its dimension (canonical text)."""

    indicator: str
    dimension: str = ""
    part: Part = "value"


@dataclass(frozen=True)
class Side:
    """`factor` times the sum of the terms, divided by the sum of the divisor's where there is one."""

    terms: tuple[Term, ...]
    divisor: tuple[Term, ...] = ()
    factor: Decimal = Decimal(1)

    @property
    def all_terms(self) -> tuple[Term, ...]:
        return self.terms + self.divisor


@dataclass(frozen=True)
class Relation:
    """What must hold between two sides of one unit; the figures of `left` are the ones doubted when it does not.

    `tolerance` is in the unit of the left side, or in percent of the right side when `relative`; with "within" it is
    the largest factor between the sides.
    """

    id: str
    left: Side
    comparator: Comparator
    right: Side
    severity: Severity
    note_vi: str
    note_en: str
    tolerance: Decimal = Decimal(0)
    relative: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.left.all_terms + self.right.all_terms
