"""Under which number an edition was issued, and what was known then."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AwareDatetime

from services.report.domain.part import Part
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
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


def demand_possible(day: date, earliest: date, now: datetime) -> None:
    """Raises Refused for the date of an issue before `earliest`, the day of its figures or of the issue before, or
    after today.
    """
    today = now.astimezone(BUSINESS_ZONE).date()
    if not earliest <= day <= today:
        raise Refused("date-impossible", f"the edition can be dated {earliest} to {today}, not {day}", value=str(day))
