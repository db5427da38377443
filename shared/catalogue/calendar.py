"""The reporting calendar: up to which day the edition of a month takes figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

EVERY_MONTH: Final = frozenset(range(1, 13))


@dataclass(frozen=True)
class ReportingCalendar:
    """`cut_off_day` of the month after the period, unless `cut_offs` names another date for it.

    An edition also takes figures of the `grace_days` after its cut-off that are sent for it by name, and is to be
    published within `due_days` of it. Only the `months` (1-12) of a year have editions.
    """

    cut_off_day: int = 17
    cut_offs: dict[str, date] = field(default_factory=dict)
    grace_days: int = 0
    due_days: int = 7
    months: frozenset[int] = EVERY_MONTH

    def cut_off(self, period: str) -> date:
        """The last day whose figures belong to `period` ("2023-02")."""
        if period in self.cut_offs:
            return self.cut_offs[period]
        following = next_period(period)
        return date(int(following[:4]), int(following[5:]), self.cut_off_day)

    def last_day(self, period: str) -> date:
        """The last day a figure of `period` may be of when its sender names the period."""
        return self.cut_off(period) + timedelta(days=self.grace_days)

    def due(self, period: str) -> date:
        """The last day on which the edition of `period` is not late."""
        return self.cut_off(period) + timedelta(days=self.due_days)

    def period_of(self, as_of: date) -> str:
        """The period a figure of day `as_of` belongs to: the first with an edition whose cut-off has not passed."""
        period = previous_period(previous_period(f"{as_of:%Y-%m}"))
        while self.cut_off(period) < as_of or not self.has_edition(period):
            period = next_period(period)
        return period

    def has_edition(self, period: str) -> bool:
        return int(period[5:]) in self.months

    def edition_before(self, period: str) -> str:
        """The last period before `period` that has an edition."""
        period = previous_period(period)
        while not self.has_edition(period):
            period = previous_period(period)
        return period


def next_period(period: str) -> str:
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}"


def previous_period(period: str) -> str:
    year, month = int(period[:4]), int(period[5:])
    return f"{year - 1:04d}-12" if month == 1 else f"{year:04d}-{month - 1:02d}"
