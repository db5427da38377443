"""When a unit is told: at most once a day, never in quiet hours, again after growing intervals, never for nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.cue import Action, Cue, Situation, Standing, WhyNot, decide
from services.notify.domain.hours import Hours
from services.notify.domain.message import WhyWrite
from shared.catalogue.alert_policy import AlertPolicy, QuietHours
from shared.catalogue.working_days import WorkingDays
from shared.clock import BUSINESS_ZONE

POLICY = AlertPolicy(
    repeats=(3, 7, 14),
    quiet_hours=QuietHours(time(18), time(7)),
    working_days_only=True,
    one_a_day=True,
    at_any_hour=frozenset({"silent_source"}),
)
HOURS = Hours(POLICY, WorkingDays())
UNANSWERED = Standing()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BUSINESS_ZONE)


MONDAY = at("2026-03-02T09:00")
NEWS = Situation((UNANSWERED,), news=WhyWrite.FIRST, gathered_at=MONDAY)
TOLD = Situation((UNANSWERED,), told_at=MONDAY, said_at=MONDAY, times=1)


def test_news_is_told_once_it_is_gathered() -> None:
    before, after = MONDAY - timedelta(seconds=1), MONDAY

    assert decide(NEWS, HOURS, before) == Cue(Action.WAIT, WhyNot.GATHERING, MONDAY)
    assert decide(NEWS, HOURS, after) == Cue(Action.WRITE, WhyWrite.FIRST)


@pytest.mark.parametrize(
    ("now", "reason", "until"),
    [
        ("2026-03-03T06:59", WhyNot.QUIET_HOURS, "2026-03-03T07:00"),
        ("2026-03-06T18:00", WhyNot.QUIET_HOURS, "2026-03-09T07:00"),
        ("2026-03-07T10:00", WhyNot.DAY_OFF, "2026-03-09T07:00"),
        ("2026-02-14T10:00", WhyNot.DAY_OFF, "2026-02-23T07:00"),  # Tết
        ("2026-08-22T19:00", WhyNot.QUIET_HOURS, "2026-08-24T07:00"),  # the evening of a Saturday that is worked
    ],
)
def test_news_waits_for_the_next_hours_of_an_office(now: str, reason: WhyNot, until: str) -> None:
    news = replace(NEWS, gathered_at=at(now))

    assert decide(news, HOURS, at(now)) == Cue(Action.WAIT, reason, at(until))


def test_urgent_news_waits_for_no_hours() -> None:
    night = at("2026-03-07T23:00")

    assert decide(replace(NEWS, urgent=True, gathered_at=night), HOURS, night).action is Action.WRITE


def test_later_news_of_a_day_joins_the_message_of_the_next_working_day() -> None:
    friday = at("2026-03-06T10:00")
    news = replace(NEWS, news=WhyWrite.CHANGED, gathered_at=friday, told_at=friday - timedelta(hours=1))

    assert decide(news, HOURS, friday) == Cue(Action.WAIT, WhyNot.TOLD_TODAY, at("2026-03-09T07:00"))
    assert decide(news, HOURS, at("2026-03-09T07:00")) == Cue(Action.WRITE, WhyWrite.CHANGED)


def test_without_a_policy_every_piece_of_news_is_told_at_once_and_nothing_twice() -> None:
    hours, night = Hours(AlertPolicy(), WorkingDays()), at("2026-03-07T23:00")

    assert decide(replace(NEWS, gathered_at=night, told_at=night), hours, night).action is Action.WRITE
    assert decide(TOLD, hours, night + timedelta(days=400)) == Cue(Action.REST, WhyNot.NO_REPEATS)


def test_what_everybody_has_answered_without_a_date_is_not_repeated() -> None:
    answered = replace(TOLD, standing=(Standing(acknowledged=True),))

    assert decide(answered, HOURS, MONDAY + timedelta(days=90)) == Cue(Action.REST, WhyNot.ACKNOWLEDGED)


def test_what_is_promised_is_not_repeated_before_the_day_after_it() -> None:
    promised = replace(TOLD, standing=(Standing(acknowledged=True, promised_on=date(2026, 3, 20)),))

    assert decide(promised, HOURS, at("2026-03-20T17:00")) == Cue(Action.WAIT, WhyNot.PROMISED, at("2026-03-23T07:00"))
    assert decide(promised, HOURS, at("2026-03-23T07:00")) == Cue(Action.WRITE, WhyWrite.REPEAT)


def test_a_clock_that_jumps_back_repeats_nothing() -> None:
    repeated = replace(TOLD, said_at=MONDAY + timedelta(days=3), told_at=MONDAY + timedelta(days=3), times=2)

    assert decide(repeated, HOURS, MONDAY).action is Action.WAIT


def test_where_nothing_is_open_there_is_nothing_to_say() -> None:
    assert decide(Situation(told_at=MONDAY), HOURS, MONDAY) == Cue(Action.REST, WhyNot.NOTHING_OPEN)


@dataclass
class Unit:
    """A unit over the hours of some weeks: alerts open and close, and `decide` says when it is written to."""

    hours: Hours
    open: set[int] = field(default_factory=set)
    known: frozenset[int] = frozenset()
    gathered_at: datetime | None = None
    messages: list[tuple[datetime, frozenset[int], WhyWrite | WhyNot]] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    times: int = 0

    def hear(self, alert: int, now: datetime) -> None:
        """An alert opens; one that is open closes."""
        self.open ^= {alert}
        self.gathered_at = now + timedelta(minutes=5)

    def news(self) -> WhyWrite | None:
        if self.open - self.known:
            return WhyWrite.NEW_IN_GROUP
        return WhyWrite.RECOVERED if self.known - self.open else None

    def look(self, now: datetime) -> datetime | None:
        """Decide; returns when to look again."""
        last = self.messages[-1][0] if self.messages else None
        standing = tuple(UNANSWERED for _ in self.open)
        unit = Situation(
            standing, self.news(), gathered_at=self.gathered_at, told_at=last, said_at=last, times=self.times
        )
        cue = decide(unit, self.hours, now)
        if cue.action is not Action.WRITE:
            return cue.not_before
        self.messages.append((now, frozenset(self.open), cue.reason))
        self.told |= self.open
        self.times = self.times + 1 if cue.reason is WhyWrite.REPEAT else 1
        self.known, self.gathered_at = frozenset(self.open), None
        return now


START = at("2026-02-09T00:00")  # the last working week before Tết
LENGTH = timedelta(days=60)
TURNS = st.lists(st.tuples(st.integers(0, 60 * 24 * 60), st.integers(0, 3)), max_size=12)


def lived(turns: list[tuple[int, int]], length: timedelta = LENGTH) -> Unit:
    """The unit after `length`, in which alerts turned at these minutes; looked at whenever something may be due."""
    unit = Unit(HOURS)
    left = sorted((START + minute * timedelta(minutes=1), alert) for minute, alert in turns)
    now: datetime | None = None
    while True:
        coming = [moment for moment in (left[0][0] if left else None, now) if moment is not None]
        if not coming or min(coming) > START + length:
            return unit
        now = min(coming)
        while left and left[0][0] <= now:
            unit.hear(left.pop(0)[1], now)
        now = unit.look(now)


@given(TURNS)
def test_no_unit_is_ever_written_to_twice_a_day_or_out_of_hours(turns: list[tuple[int, int]]) -> None:
    messages = lived(turns).messages

    days = [moment.date() for moment, _, _ in messages]
    assert len(set(days)) == len(days)
    assert all(WorkingDays().is_working_day(day) for day in days)
    assert all(7 <= moment.hour < 18 for moment, _, _ in messages)


@given(TURNS)
def test_every_alert_that_stays_is_told_and_the_last_message_says_how_it_is(turns: list[tuple[int, int]]) -> None:
    unit = lived(turns, timedelta(days=75))  # long enough for any holiday to end

    assert unit.open <= unit.told
    assert unit.known == unit.open


@given(st.integers(0, 40 * 24 * 60))
def test_repeats_come_exactly_on_the_days_that_the_calendar_counts(minute: int) -> None:
    worked = [d for d in (START.date() + timedelta(days=n) for n in range(250)) if WorkingDays().is_working_day(d)]

    unit = lived([(minute, 1)], timedelta(days=130))

    first = worked.index(unit.messages[0][0].date())
    counted = [worked[first + passed] for passed in (0, 3, 10, *range(24, 110, 14))]
    told = [moment.date() for moment, _, _ in unit.messages]
    assert told == [each for each in counted if each <= START.date() + timedelta(days=130)][: len(told)]
    assert len(told) >= 6
    assert all(moment.time() == time(7) for moment, _, _ in unit.messages[1:])


@given(st.integers(0, 20 * 24 * 60), st.integers(1, 20 * 24 * 60))
def test_something_new_begins_the_intervals_anew(first: int, later: int) -> None:
    unit = lived([(first, 1), (first + later, 2)], timedelta(days=90))

    new = next(n for n, (_, said, _) in enumerate(unit.messages) if 2 in said)
    started, repeated = unit.messages[new][0].date(), unit.messages[new + 1][0].date()
    assert repeated == WorkingDays().add_working_days(started, 3)
