"""When a unit is told: now, not before a later moment, or not at all, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from services.notify.domain.hours import Hours, day_of
from services.notify.domain.message import WhyWrite

ONE_DAY = timedelta(days=1)


class Action(StrEnum):
    """What to do about a unit now. What waits is decided again when its moment has come."""

    WRITE = "write"
    WAIT = "wait"
    REST = "rest"


class WhyNot(StrEnum):
    """Why a unit is not told now, or not at all."""

    GATHERING = "gathering"
    QUIET_HOURS = "quiet_hours"
    DAY_OFF = "day_off"
    TOLD_TODAY = "told_today"
    BACK_OFF = "back_off"
    PROMISED = "promised"
    ACKNOWLEDGED = "acknowledged"
    NO_REPEATS = "no_repeats"
    NOTHING_OPEN = "nothing_open"
    NOTHING_NEW = "nothing_new"


@dataclass(frozen=True)
class Cue:
    """An action and its reason; what waits is not done before `not_before`."""

    action: Action
    reason: WhyWrite | WhyNot
    not_before: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """An open alert that may be told: whether its unit has acknowledged it, and the day it promised (or None)."""

    acknowledged: bool = False
    promised_on: date | None = None


@dataclass(frozen=True)
class Situation:
    """What deciding about a unit asks of it.

    `news` is what is new to it, None when it would learn nothing; `urgent` whether some of that is told at any hour;
    `gathered_at` when its news has been gathered, None while none is. `told_at` is when it last got a message,
    `said_at` when what stands was last written to it, and `times` how often in a row.
    """

    standing: Sequence[Standing] = ()
    news: WhyWrite | None = None
    urgent: bool = False
    gathered_at: datetime | None = None
    told_at: datetime | None = None
    said_at: datetime | None = None
    times: int = 0


def decide(unit: Situation, hours: Hours, now: datetime) -> Cue:
    """Decide whether the unit is told now. News that is gathered comes first, then what stands and nobody answered."""
    if unit.gathered_at is not None and unit.news is not None:
        return _news(unit, unit.news, unit.gathered_at, hours, now)
    return _repeat(unit, hours, now)


def _news(unit: Situation, news: WhyWrite, gathered_at: datetime, hours: Hours, now: datetime) -> Cue:
    if now < gathered_at:
        return Cue(Action.WAIT, WhyNot.GATHERING, gathered_at)
    return _told_today(unit, hours, now) or _shut(unit, hours, now) or Cue(Action.WRITE, news)


def _told_today(unit: Situation, hours: Hours, now: datetime) -> Cue | None:
    """At most one message a day: what comes later joins that of the next."""
    if not hours.policy.one_a_day or unit.told_at is None or day_of(unit.told_at) != day_of(now):
        return None
    return Cue(Action.WAIT, WhyNot.TOLD_TODAY, hours.round_on(day_of(now) + ONE_DAY))


def _shut(unit: Situation, hours: Hours, now: datetime) -> Cue | None:
    reason = None if unit.urgent else hours.shut(now)
    return None if reason is None else Cue(Action.WAIT, WhyNot(reason.value), hours.opening(now))


def _repeat(unit: Situation, hours: Hours, now: datetime) -> Cue:
    ladder = hours.policy.repeats
    if not unit.standing:
        return Cue(Action.REST, WhyNot.NOTHING_OPEN)
    asked = [each for each in unit.standing if not each.acknowledged or each.promised_on is not None]
    if not asked:
        return Cue(Action.REST, WhyNot.ACKNOWLEDGED)
    if not ladder or unit.said_at is None:
        return Cue(Action.REST, WhyNot.NO_REPEATS)
    # A repeat that waits for its turn came after `times` messages that said the same.
    gap = ladder[min(max(unit.times, 1), len(ladder)) - 1]
    backed_off = hours.working.add_working_days(day_of(unit.said_at), gap)
    day = min(max(backed_off, _asked_again_on(each, hours)) for each in asked)
    due = hours.round_on(day)
    if now < due:
        return Cue(Action.WAIT, WhyNot.BACK_OFF if day == backed_off else WhyNot.PROMISED, due)
    return (
        _told_today(unit, hours, now)
        or _shut(Situation(), hours, now)
        or Cue(Action.WRITE, WhyWrite.REPEAT if unit.news is None else unit.news)
    )


def _asked_again_on(alert: Standing, hours: Hours) -> date:
    """The first day on which the alert may be repeated: at once, or when the promised day is over."""
    if alert.promised_on is None:
        return date.min
    return hours.working.add_working_days(alert.promised_on, 1)
