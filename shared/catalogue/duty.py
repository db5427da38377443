"""Duties to report: who owes which figure, how often, and by when."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.catalogue.calendar import ReportingCalendar, next_period
from shared.catalogue.target import Scope
from shared.catalogue.working_days import WorkingDays

Frequency = Literal["monthly", "quarterly", "half-yearly", "yearly"]
MONTHS: dict[Frequency, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
#: between the month of a period and the month in which the last of its figures is due
LONGEST_WAIT = 4


@dataclass(frozen=True)
class DueRule:
    """When a figure is due: at the edition's cut-off, `number` working days after the period, or on a day after it.

    A `day` of the following month that it does not have is its last one; a day off moves to the next working day.
    """

    kind: Literal["cut-off", "working-days", "day"]
    number: int = 0

    def day_of(self, period: str, calendar: ReportingCalendar, working: WorkingDays) -> date:
        """The last day on which a figure of `period` is in time."""
        match self.kind:
            case "cut-off":
                return calendar.cut_off(period)
            case "working-days":
                return working.add_working_days(last_day(period), self.number)
            case "day":
                last = last_day(next_period(period))
                return working.moved(last.replace(day=min(self.number, last.day)))


@dataclass(frozen=True)
class Duty:
    """The units of `scope` owe a figure to a programme; with `applies` False the indicator does not concern them.

    A duty is of the periods on whose last day it is in force: each month, or the last month of each quarter, half or
    year.
    """

    id: str
    programme: str
    indicator: str
    dimension: str
    scope: Scope
    applies: bool
    frequency: Frequency
    due: DueRule
    legal_basis: str
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force_in(self, period: str) -> bool:
        day = last_day(period)
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def is_due_for(self, period: str) -> bool:
        """Whether `period` ends one of the spans that the figure is asked of."""
        return int(period[5:]) in self.months

    @property
    def months(self) -> frozenset[int]:
        """The months of a year that it asks for."""
        return frozenset(range(MONTHS[self.frequency], 13, MONTHS[self.frequency]))


def last_day(period: str) -> date:
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])
