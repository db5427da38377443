"""When a unit may be written to: outside the quiet hours, on days on which offices work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from shared.catalogue.alert_policy import AlertPolicy
from shared.catalogue.working_days import ONE_DAY, WorkingDays
from shared.clock import BUSINESS_ZONE

MIDNIGHT = time()


class Shut(StrEnum):
    """Why nobody is written to at a moment."""

    QUIET_HOURS = "quiet_hours"
    DAY_OFF = "day_off"


@dataclass(frozen=True)
class Hours:
    """The hours of a policy in the working calendar. Days and times of the day are those of the province."""

    policy: AlertPolicy
    working: WorkingDays

    def shut(self, moment: datetime) -> Shut | None:
        """Why nobody is written to at `moment`; None where somebody may be."""
        local = moment.astimezone(BUSINESS_ZONE)
        if self.policy.working_days_only and not self.working.is_working_day(local.date()):
            return Shut.DAY_OFF
        quiet = self.policy.quiet_hours
        return Shut.QUIET_HOURS if quiet is not None and quiet.hold_at(local.time()) else None

    def opening(self, moment: datetime) -> datetime:
        """The first moment from `moment` on at which a unit may be written to."""
        while reason := self.shut(moment):
            moment = self._after(moment, reason)
        return moment

    def round_on(self, day: date) -> datetime:
        """When reminders and escalations of a day go out, or of the next working day where nobody works on it."""
        return self.opening(datetime.combine(day, self.policy.round_at, BUSINESS_ZONE))

    def working_days_after(self, day: date, count: int) -> date:
        return self.working.add_working_days(day, count)

    def working_days_since(self, day: date, today: date) -> int:
        """How many working days have come after `day`, today's included."""
        between = ((day + ONE_DAY * count) for count in range(1, (today - day).days + 1))
        return sum(self.working.is_working_day(each) for each in between)

    def _after(self, moment: datetime, reason: Shut) -> datetime:
        local = moment.astimezone(BUSINESS_ZONE)
        quiet = self.policy.quiet_hours
        if reason is Shut.DAY_OFF or quiet is None:
            return datetime.combine(local.date() + ONE_DAY, MIDNIGHT, BUSINESS_ZONE)
        ends = datetime.combine(local.date(), quiet.end, BUSINESS_ZONE)
        return ends if ends > local else ends + timedelta(days=1)


def day_of(moment: datetime) -> date:
    """The province's day at a moment."""
    return moment.astimezone(BUSINESS_ZONE).date()
