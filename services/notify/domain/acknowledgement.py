"""What a unit answers to an alert: its plan, and the day it promises to be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from shared.errors import Refused

LONGEST_NAME = 200
LONGEST_PLAN = 2000
#: nobody is left alone for longer than a year
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Acknowledgement:
    """Who answered and when, the plan in their words (may be empty), and the day promised (None: none)."""

    by: str
    at: datetime
    plan: str = ""
    promised_on: date | None = None

    @property
    def text(self) -> str:
        """The answer in one line."""
        promise = "" if self.promised_on is None else f"[{self.promised_on:%Y-%m-%d}]"
        return " ".join(filter(None, (self.plan, promise)))

    def says_the_same_as(self, other: Acknowledgement) -> bool:
        return (self.by, self.plan, self.promised_on) == (other.by, other.plan, other.promised_on)

    def is_newer_than(self, other: Acknowledgement) -> bool:
        return self.at > other.at

    def has_lapsed(self, today: date) -> bool:
        """Whether the promised day is over."""
        return self.promised_on is not None and today > self.promised_on


def checked(answer: Acknowledgement, today: date) -> Acknowledgement:
    """The answer without blanks around it. Raises Refused naming the field that cannot be taken."""
    given = replace(answer, by=" ".join(answer.by.split()), plan=answer.plan.strip())
    if not given.by or len(given.by) > LONGEST_NAME:
        raise Refused("malformed-field", f"by: say who answers, in 1 to {LONGEST_NAME} characters", pointer="/by")
    if len(given.plan) > LONGEST_PLAN:
        raise Refused(
            "malformed-field", f"plan: at most {LONGEST_PLAN} characters, not {len(given.plan)}", pointer="/plan"
        )
    day = given.promised_on
    if day is not None and not today <= day <= today + FURTHEST:
        allowed = f"from {today:%Y-%m-%d} to {today + FURTHEST:%Y-%m-%d}"
        raise Refused(
            "malformed-field", f"promised_on: {day:%Y-%m-%d} is not {allowed}", pointer="/promised_on", value=day
        )
    return given
