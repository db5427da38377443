"""Fault 37: a clock that is set an hour on and back, and a day that comes every four years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from shared import migrations
from shared.clock import BUSINESS_ZONE
from shared.database import Database, open_database
from tests.notify_calendar import CalendarOffice, tree
from tests.notify_examples import changed, evaluation

START = datetime(2028, 2, 28, 9, tzinfo=BUSINESS_ZONE)  # a Monday; the next day is the 29th
HOUR = timedelta(hours=1)
UNITS = ("xa-mot", "xa-hai")


class JumpingOffice(CalendarOffice):
    """An office whose clock is an hour fast, then an hour slow, then right, each time its timers run."""

    def run(self) -> None:
        right = self.now
        for wrong in (right + HOUR, right - HOUR, right):
            self.now = wrong
            super().run()


def told(office: CalendarOffice) -> list[tuple[date, str, str]]:
    """Who was told on which day for which reason, each mail by itself."""
    return sorted(
        (each.at.astimezone(BUSINESS_ZONE).date(), each.address, each.message.reason) for each in office.post.received
    )


def a_fortnight(office: CalendarOffice) -> list[tuple[date, str, str]]:
    for number, unit in enumerate(UNITS, start=1):
        office.hear(changed(evaluation(number, unit=unit, period="2028-01", as_of=date(2028, 2, 16))))
    office.until(date(2028, 3, 13), (time(8), time(12)))
    return told(office)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Database]:
    opened = open_database("notify", f"sqlite:///{tmp_path / 'second'}")
    migrations.upgrade(opened, "notify")
    yield opened
    opened.close()


@pytest.fixture
def jumped(database: Database) -> list[tuple[date, str, str]]:
    return a_fortnight(JumpingOffice(database, tree(), START))


def test_nobody_is_told_more_or_less_or_on_another_day(jumped: list[tuple[date, str, str]], second: Database) -> None:
    assert jumped == a_fortnight(CalendarOffice(second, tree(), START))


def test_the_leap_day_is_a_working_day_like_any_other(jumped: list[tuple[date, str, str]]) -> None:
    repeats = sorted({day for day, address, reason in jumped if address.startswith("xa-mot") and reason == "repeat"})

    assert repeats == [date(2028, 3, 2), date(2028, 3, 13)]
