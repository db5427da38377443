"""Working days in Việt Nam: the public holidays, and what the authorities moved from one day to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """The days on which offices work. `overrides` says of single days whether they do, whatever else holds."""

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        return _is_public_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that comes `count` working days after `day`; before it where `count` is negative."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def moved(self, day: date) -> date:
        """`day`, or the next working day where nobody works then."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)


@cache
def _is_public_working_day(day: date) -> bool:
    return bool(_public(day.year).is_working_day(day))


@cache
def _public(year: int) -> HolidayBase:
    from holidays import country_holidays  # noqa: PLC0415  # slow to load, and most commands ask for no day

    # A neighbouring year may hold the day that an observed holiday is moved to.
    return country_holidays("VN", years=(year - 1, year, year + 1), expand=False)
