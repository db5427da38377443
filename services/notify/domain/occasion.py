"""Occasions: the moments of the calendar at which something is due, and which of the missed ones still count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from shared.catalogue.alert_policy import Missed, MonthlySummary, WeeklyDigest
from shared.catalogue.calendar import next_period, previous_period
from shared.catalogue.working_days import ONE_DAY, WorkingDays
from shared.clock import BUSINESS_ZONE

#: longer than any stretch of days off, and than a month
SEEN_BACK = timedelta(days=70)
WEEK = timedelta(days=7)


class Plan(Protocol):
    """What says on which days something is due."""

    def is_on(self, day: date, working: WorkingDays) -> bool: ...


@dataclass(frozen=True)
class Daily:
    """Every day, or every working day."""

    working_days_only: bool

    def is_on(self, day: date, working: WorkingDays) -> bool:
        return not self.working_days_only or working.is_working_day(day)


@dataclass(frozen=True)
class Weekly:
    """The weekday of a digest; the working day after it where nobody works then."""

    digest: WeeklyDigest

    def is_on(self, day: date, working: WorkingDays) -> bool:
        named = day - timedelta(days=(day.isoweekday() - self.digest.weekday) % 7)
        # After a long holiday the digests of two weeks may fall on one day.
        return any(working.moved(named - weeks * WEEK) == day for weeks in range(3))


@dataclass(frozen=True)
class BeforeMeeting:
    """So many working days before the monthly meeting, which itself is moved to a working day."""

    summary: MonthlySummary

    def is_on(self, day: date, working: WorkingDays) -> bool:
        return self.meeting_after(day, working) is not None

    def meeting_after(self, day: date, working: WorkingDays) -> date | None:
        """The meeting that the summary of `day` is for; None where none is due on it."""
        month = f"{day:%Y-%m}"
        for period in (previous_period(month), month, next_period(month)):
            named = date(int(period[:4]), int(period[5:]), self.summary.meeting_day)
            meeting = working.moved(named)
            if working.add_working_days(meeting, -self.summary.before) == day:
                return meeting
        return None


def occasions(plan: Plan, at: time, working: WorkingDays, after: datetime, until: datetime) -> Iterator[datetime]:
    """The moments of `plan` after `after` up to and with `until`."""
    day, last = after.astimezone(BUSINESS_ZONE).date(), until.astimezone(BUSINESS_ZONE).date()
    while day <= last:
        if plan.is_on(day, working) and after < (moment := datetime.combine(day, at, BUSINESS_ZONE)) <= until:
            yield moment
        day += ONE_DAY


def latest(plan: Plan, at: time, working: WorkingDays, now: datetime) -> datetime | None:
    """The last moment of `plan` up to `now`; None where there was none for long."""
    return max(occasions(plan, at, working, now - SEEN_BACK, now), default=None)


def following(plan: Plan, at: time, working: WorkingDays, now: datetime) -> datetime | None:
    """The next moment of `plan` after `now`."""
    return next(occasions(plan, at, working, now, now + SEEN_BACK), None)


def caught_up(missed: Missed, due: list[datetime], now: datetime) -> list[datetime]:
    """Which of the moments `due`, oldest first, are still acted on."""
    if missed == "each" or not due:
        return due
    last = due[-1]
    today = now.astimezone(BUSINESS_ZONE).date()
    return [last] if missed == "once" or last.astimezone(BUSINESS_ZONE).date() == today else []
