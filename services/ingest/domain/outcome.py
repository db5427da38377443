"""What became of the figures of one request."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from shared.errors import Refused

Verdict = Literal["accepted", "duplicate", "rejected"]


@dataclass(frozen=True)
class Outcome:
    """One figure: the id of its event, or why it was refused.

    `reference` is the sender's own id, `row` its place in a file.
    """

    index: int
    status: Verdict
    id: UUID | None = None
    reference: str | None = None
    refusals: tuple[Refused, ...] = ()
    row: int | None = None


@dataclass(frozen=True)
class Summary:
    """All figures of a request; `receipt` is None when nothing was stored; `refused` says that this is a failure."""

    outcomes: tuple[Outcome, ...]
    receipt: UUID | None = None
    refused: bool = False

    def count(self, status: Verdict) -> int:
        return Counter(outcome.status for outcome in self.outcomes)[status]

    @property
    def refusals(self) -> list[tuple[int, Refused]]:
        """Every refusal with the place of its figure."""
        return [(outcome.index, refusal) for outcome in self.outcomes for refusal in outcome.refusals]
