"""What a target says of a figure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.facts.fact import Fact, Identifier, Number

Comparator = Literal[">=", ">", "<=", "<", "between"]
TargetKind = Literal["plan", "full_score", "ceiling"]
Word = Literal["met", "not_met"]


class Shortfall(Fact):
    """How many more cases would reach the target.

    `way` says how a case counts: "further" cases join numerator and denominator alike; cases "among" those already
    counted join only the numerator. `cases` is None where no number of them is enough; `per_month` is what each month
    needs until `until`.
    """

    way: Literal["further", "among"]
    cases: int | None
    until: date | None = None
    per_month: int | None = None


class Verdict(Fact):
    """One target applied to one figure: met or not, and by how much (positive: to the good side).

    `threshold` is the one that held on the figure's day; with the comparator "between", `upper` is the other end.
    `near` marks a figure that misses its target but lies within the programme's band.
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
    shortfall: Shortfall | None = None
