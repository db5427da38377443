"""A year of a province: what arrived is what its rules ask for, no more and no less."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import time
from pathlib import Path

import pytest

from shared.clock import BUSINESS_ZONE
from tests.integration.notify.year.clockwork import EVERY_HOUR, Clockwork, year_of
from tests.integration.notify.year.conftest import TABLES
from tests.integration.notify.year.days import Days
from tests.integration.notify.year.happenings import LAST, SEED, Life
from tests.integration.notify.year.ledger import differences, more_than_once_a_day, twice
from tests.integration.notify.year.province import COMMUNES, SAMPLE
from tests.integration.notify.year.tally import table

LEVELS = ("province", "department", "district")


def test_everybody_got_what_the_rules_ask_for_and_nothing_else(year: Clockwork) -> None:
    assert differences(year, LAST) == []
    assert Counter(each.kind for each in year.arrivals).keys() == {
        "alerts", "escalation", "digest", "summary", "notice",
    }  # fmt: skip
    assert {each.reason for each in year.arrivals if each.kind == "alerts"} == {
        "first", "new_in_group", "recovered", "changed", "repeat",
    }  # fmt: skip


def test_nothing_came_twice(year: Clockwork) -> None:
    assert twice(year.arrivals) == []


def test_no_unit_was_told_of_its_alerts_more_than_once_a_day(year: Clockwork) -> None:
    assert more_than_once_a_day(year.arrivals) == []


def test_nobody_was_written_to_by_night_or_on_days_off_but_of_a_silent_source(year: Clockwork) -> None:
    days = Days(year.house.settings.province)
    outside = [
        each
        for each in year.arrivals
        if not (days.works(each.day) and time(8) <= each.at.astimezone(BUSINESS_ZONE).time() < time(17, 30))
    ]

    assert outside
    assert {(each.unit, each.kind) for each in outside} <= {("so-tttt", "alerts"), ("vp-ubnd-tinh", "alerts")}


@pytest.mark.full
def test_a_year_of_all_units_with_the_timers_of_every_hour(tmp_path: Path) -> None:
    units = (*province_units(), *COMMUNES)
    with year_of(units, tmp_path) as year:
        year.live(Life(units, SEED).happenings(), LAST, EVERY_HOUR)
        TABLES.append(table(year.arrivals))

        assert differences(year, LAST) == []
        assert twice(year.arrivals) == []
        assert more_than_once_a_day(year.arrivals) == []


def province_units() -> list[str]:
    """The units of the sample province that report."""
    with (SAMPLE / "units.csv").open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file) if row["level"] in LEVELS]
