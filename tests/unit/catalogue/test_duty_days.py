"""When a figure of a period is due."""

from __future__ import annotations

from datetime import date

import pytest

from shared.catalogue import DueRule, ReportingCalendar, WorkingDays
from shared.catalogue.duty import last_day
from tests.unit.scoring.duty_desk import a_duty

CALENDAR = ReportingCalendar(cut_offs={"2022-06": date(2022, 6, 20)})


@pytest.mark.parametrize(
    ("rule", "period", "due"),
    [
        # the edition's own cut-off, whatever day of the week it is
        (DueRule("cut-off"), "2022-06", "2022-06-20"),
        (DueRule("cut-off"), "2023-05", "2023-06-17"),
        # working days after the month, over Tết and over a leap day
        (DueRule("working-days", 5), "2022-12", "2023-01-09"),
        (DueRule("working-days", 1), "2024-01", "2024-02-01"),
        (DueRule("working-days", 15), "2022-12", "2023-01-30"),
        (DueRule("working-days", 2), "2024-02", "2024-03-04"),
        # a day of the next month, moved to a working day
        (DueRule("day", 10), "2023-01", "2023-02-10"),
        (DueRule("day", 17), "2023-05", "2023-06-19"),
        (DueRule("day", 22), "2022-12", "2023-01-27"),
        # a day that the next month does not have is its last one
        (DueRule("day", 31), "2024-01", "2024-02-29"),
        (DueRule("day", 30), "2023-01", "2023-02-28"),
        (DueRule("day", 29), "2023-12", "2024-01-29"),
    ],
)
def test_the_day_a_figure_is_due(rule: DueRule, period: str, due: str) -> None:
    assert rule.day_of(period, CALENDAR, WorkingDays()) == date.fromisoformat(due)


def test_a_duty_asks_at_the_end_of_its_spans() -> None:
    months = [f"2023-{month:02}" for month in range(1, 13)]

    asked = {
        frequency: [month[5:] for month in months if a_duty(frequency=frequency).is_due_for(month)]
        for frequency in ("quarterly", "half-yearly", "yearly")
    }

    assert asked == {"quarterly": ["03", "06", "09", "12"], "half-yearly": ["06", "12"], "yearly": ["12"]}
    assert all(a_duty().is_due_for(month) for month in months)


def test_a_duty_is_of_the_periods_on_whose_last_day_it_is_in_force() -> None:
    duty = a_duty(valid=(date(2023, 1, 31), date(2023, 3, 30)))

    assert [month for month in ("2022-12", "2023-01", "2023-02", "2023-03") if duty.in_force_in(month)] == [
        "2023-01",
        "2023-02",
    ]
    assert last_day("2024-02") == date(2024, 2, 29)
