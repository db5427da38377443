"""A claim with the column it is known to speak of; None where that must be found by its words."""

from __future__ import annotations

from dataclasses import dataclass

from services.report.domain.claims.claim import Claim
from services.report.domain.claims.tabulation import Leaf, Tabulation


@dataclass(frozen=True)
class Spoken:
    """`text` is the sentence; `table` and `leaf` are given together."""

    claim: Claim
    text: str
    table: Tabulation | None = None
    leaf: Leaf | None = None
