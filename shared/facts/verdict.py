"""What a target says of a figure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.facts.fact import Fact, Identifier, Number

Comparator = Literal[">=", ">", "<=", "<", "between"]
TargetKind = Literal["plan", "full_score", "ceiling"]
Word = Literal["met", "not_met"]


class Shortfall(Fact):
    """How many more cases to the good side would reach the target.

    `way` says how a case counts: "further" cases join the denominator (and the numerator, where more is better); cases
    "among" those already counted join the numerator only (or leave it, where less is better). `cases` is None where no
    number of them is enough; `per_month` is what each whole month that is left needs until `until`.
    """

    way: Literal["further", "among"]
    cases: int | None
    until: date | None = None
    per_month: int | None = None


class Verdict(Fact):
    """One target applied to one figure: met or not, and by how much (positive: to the good side).

    `threshold` is the one that held on the figure's day; with the comparator "between", `upper` is the other end.
    `near` marks a figure that misses its target but lies within the programme's band. A series that was behind is
    `held` there while its figures meet the target by less than `margin`.
    """

    programme: Identifier
    target: str
    target_version: str
    kind: TargetKind = "plan"
    comparator: Comparator
    threshold: Number
    upper: Number | None = None
    legal_basis: str
    verdict: Word
    near: bool = False
    gap: Number
    margin: Number | None = None
    held: bool = False
    shortfall: Shortfall | None = None

    @property
    def standing(self) -> Word | None:
        """How the series stands: None where missing the target leaves nobody behind (points of an index)."""
        if self.kind == "full_score":
            return None
        return "not_met" if self.held else self.verdict

    @property
    def within_margin(self) -> bool:
        """Met, but not by enough to let a series that was behind recover."""
        return self.verdict == "met" and self.margin is not None and self.gap < self.margin
