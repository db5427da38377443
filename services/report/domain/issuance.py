"""Under which number an edition was issued, and what was known then."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime

from services.report.domain.part import Part
from shared.vietnamese import issue_text

FIRST = 1


class Issuance(Part):
    """The registered number of its kind and year; `issue` counts what was issued under it.

    `known_at` is the time up to which what had come was taken in: later corrections belong to later editions.
    """

    kind: str
    number: int
    year: int
    issue: int = FIRST
    issued_on: date
    known_at: AwareDatetime

    @property
    def label(self) -> str:
        """The number as people cite it: "02/2023", of a re-issue "02(R)/2023"."""
        return f"{issue_text(self.number, self.issue)}/{self.year}"
