"""Digests and summaries come on working days, each once, and those that were missed as the policy says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.hours import Hours
from services.notify.domain.occasion import BeforeMeeting, Daily, Weekly, caught_up, following, latest, occasions
from shared.catalogue.alert_policy import AlertPolicy, Missed, MonthlySummary, QuietHours, WeeklyDigest
from shared.catalogue.working_days import WorkingDays
from shared.clock import BUSINESS_ZONE

WORKING = WorkingDays()
AT = time(8)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), BUSINESS_ZONE)


@pytest.mark.parametrize(
    ("weekday", "days"),
    [
        (1, [(2, 2), (2, 9), (2, 23), (3, 2)]),  # that of the week of Tết falls together with the next one
        (5, [(2, 6), (2, 13), (2, 23), (2, 27)]),
        (7, [(2, 2), (2, 9), (2, 23), (3, 2)]),
    ],
)
def test_a_digest_moves_to_the_next_working_day(weekday: int, days: list[tuple[int, int]]) -> None:
    plan = Weekly(WeeklyDigest("so-tttt", weekday))

    found = list(occasions(plan, AT, WORKING, at(date(2026, 2, 1), 0), at(date(2026, 3, 3))))

    assert [(moment.month, moment.day) for moment in found] == days


def test_a_summary_comes_so_many_working_days_before_a_meeting_that_is_moved_itself() -> None:
    plan = BeforeMeeting(MonthlySummary("binh-phuoc", meeting_day=25, before=2))

    found = list(occasions(plan, AT, WORKING, at(date(2026, 1, 1)), at(date(2026, 6, 30))))

    meetings = [plan.meeting_after(moment.date(), WORKING) for moment in found]
    assert meetings == [
        date(2026, 1, 26), date(2026, 2, 25), date(2026, 3, 25), date(2026, 4, 28), date(2026, 5, 25), date(2026, 6, 25)
    ]  # fmt: skip
    assert all(WORKING.add_working_days(moment.date(), 2) == day for moment, day in zip(found, meetings, strict=True))


@given(DAYS, st.integers(1, 7))
def test_every_week_has_its_digest_on_a_working_day(day: date, weekday: int) -> None:
    plan = Weekly(WeeklyDigest("so-tttt", weekday))

    found = following(plan, AT, WORKING, at(day, 9))

    assert found is not None
    assert WORKING.is_working_day(found.date())
    # A week, and the longest stretch of days off.
    assert found - at(day, 9) <= timedelta(days=7 + 14)
    assert latest(plan, AT, WORKING, found) == found


@pytest.mark.parametrize(("missed", "kept"), [("each", [1, 2, 3]), ("once", [3]), ("skip", [])])
def test_what_was_missed_is_kept_as_the_policy_says(missed: Missed, kept: list[int]) -> None:
    due = [at(date(2026, 3, day)) for day in (1, 2, 3)]

    assert caught_up(missed, due, at(date(2026, 3, 4))) == [due[number - 1] for number in kept]


def test_what_is_late_by_hours_is_never_let_go() -> None:
    due = [at(date(2026, 3, 4))]

    assert caught_up("skip", due, at(date(2026, 3, 4), 15)) == due


def test_the_round_is_made_on_working_days_only_where_the_policy_says_so() -> None:
    sunday = at(date(2026, 3, 1), 12)

    assert latest(Daily(working_days_only=False), AT, WORKING, sunday) == at(date(2026, 3, 1))
    assert latest(Daily(working_days_only=True), AT, WORKING, sunday) == at(date(2026, 2, 27))


@given(
    moment=st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1), timezones=st.just(BUSINESS_ZONE)),  # noqa: DTZ001
    start=st.times(),
    end=st.times(),
    working_only=st.booleans(),
)
def test_the_next_opening_is_the_first_moment_that_is_open(
    moment: datetime, start: time, end: time, *, working_only: bool
) -> None:
    quiet = None if start == end else QuietHours(start, end)
    hours = Hours(AlertPolicy(quiet_hours=quiet, working_days_only=working_only), WORKING)

    opening = hours.opening(moment)

    assert opening >= moment
    assert hours.shut(opening) is None
    assert opening == moment or hours.shut(moment) is not None
    assert opening == moment or hours.shut(opening - timedelta(microseconds=1)) is not None


def test_days_are_those_of_the_province_whatever_the_zone_of_the_clock() -> None:
    hours = Hours(AlertPolicy(working_days_only=True), WORKING)
    # Monday morning there, Sunday evening in London.
    london = datetime.fromisoformat("2026-03-01T23:30:00+00:00")

    assert hours.shut(london) is None
