"""How far a series has come: its number of evaluations and its latest period."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """`sequence` numbers the evaluations of a series, one by one; `latest_period` is "" before the first."""

    sequence: int = 0
    latest_period: str = ""

    def next(self, period: str) -> Progress:
        """The progress after one more evaluation, of `period`."""
        return Progress(self.sequence + 1, max(self.latest_period, period))
