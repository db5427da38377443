"""Which days are worked in Việt Nam, and how they are counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalogue import WorkingDays

DAYS = WorkingDays()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2022-01-31", "2022-02-04"),
        ("2023-01-20", "2023-01-26"),
        ("2024-02-08", "2024-02-14"),
        ("2025-01-27", "2025-01-31"),
        ("2026-02-16", "2026-02-20"),
        ("2027-02-04", "2027-02-10"),
    ],
)
def test_nobody_works_at_tet_which_follows_the_moon(first: str, last: str) -> None:
    day, end = date.fromisoformat(first), date.fromisoformat(last)

    days = [day + timedelta(days=n) for n in range((end - day).days + 1)]

    assert not [day for day in days if DAYS.is_working_day(day)]
    assert DAYS.is_working_day(day - timedelta(days=1)) or (day - timedelta(days=1)).weekday() > 4


@pytest.mark.parametrize(
    "day",
    [
        *("2022-09-01", "2022-09-02", "2023-09-01", "2023-09-04", "2024-09-03", "2025-09-01", "2026-09-01"),
        *("2022-01-03", "2022-04-11", "2022-05-02", "2022-05-03", "2023-05-02", "2023-05-03", "2028-01-03"),
        *("2024-04-29", "2025-05-02", "2026-08-31", "2023-02-04", "2023-02-05"),
    ],
)
def test_holidays_the_days_in_lieu_of_them_and_weekends_are_free(day: str) -> None:
    assert not DAYS.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2024-05-04", "2025-04-26", "2026-08-22"])
def test_a_saturday_that_was_swapped_for_a_free_day_is_worked(day: str) -> None:
    assert DAYS.is_working_day(date.fromisoformat(day))


def test_what_the_authorities_moved_at_short_notice_is_overridden() -> None:
    moved = WorkingDays({date(2026, 1, 2): False, date(2026, 1, 10): True})

    assert (DAYS.is_working_day(date(2026, 1, 2)), moved.is_working_day(date(2026, 1, 2))) == (True, False)
    assert (DAYS.is_working_day(date(2026, 1, 10)), moved.is_working_day(date(2026, 1, 10))) == (False, True)
    assert moved.add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 5)


def test_working_days_are_counted_over_tet_in_both_directions() -> None:
    assert DAYS.add_working_days(date(2023, 1, 19), 1) == date(2023, 1, 27)
    assert DAYS.add_working_days(date(2023, 1, 27), -1) == date(2023, 1, 19)
    assert DAYS.add_working_days(date(2023, 1, 22), 0) == date(2023, 1, 22)
    assert DAYS.moved(date(2023, 1, 22)) == date(2023, 1, 27)


@given(st.dates(date(2021, 6, 1), date(2027, 6, 1)), st.integers(1, 40))
def test_a_count_forward_lands_on_a_working_day_and_counts_back(day: date, count: int) -> None:
    later = DAYS.add_working_days(day, count)

    between = [day + timedelta(days=n) for n in range(1, (later - day).days + 1)]
    assert sum(DAYS.is_working_day(each) for each in between) == count
    assert DAYS.is_working_day(later)
