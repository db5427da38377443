"""Units have the name of the day, targets judge from their due day, figures fall into the edition still open."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shared.catalogue import Name, ReportingCalendar, Scope, Target, Unit, next_period, previous_period

RENAMED = Unit(
    "chon-thanh",
    "district",
    "binh-phuoc",
    (Name("Huyện Chơn Thành", None, date(2022, 9, 30)), Name("Thị xã Chơn Thành", date(2022, 10, 1))),
    "Chơn Thành",
)


def target(**given: date | None) -> Target:
    return Target("t", "1", "p", "i", Scope("all"), ">=", Decimal(80), "basis", **given)  # type: ignore[arg-type]


def test_a_unit_has_the_official_name_of_the_day() -> None:
    assert RENAMED.name_on(date(2022, 9, 30)) == "Huyện Chơn Thành"
    assert RENAMED.name_on(date(2022, 10, 1)) == "Thị xã Chơn Thành"


def test_a_target_is_an_aim_before_its_due_day_and_a_measure_from_it_on() -> None:
    campaign = target(valid_from=date(2022, 6, 1), due=date(2022, 9, 2), valid_to=date(2022, 9, 17))

    in_force = [campaign.in_force_on(date(2022, 9, day)) for day in (1, 2, 17, 18)]

    assert in_force == [False, True, True, False]


def test_a_target_without_dates_is_always_in_force() -> None:
    assert target().in_force_on(date(1999, 1, 1))


def test_a_figure_belongs_to_the_edition_whose_cut_off_has_not_passed() -> None:
    calendar = ReportingCalendar(17, {"2022-05": date(2022, 5, 31), "2022-06": date(2022, 6, 20)})

    periods = [
        calendar.period_of(day)
        for day in (date(2022, 5, 31), date(2022, 6, 16), date(2022, 6, 20), date(2022, 6, 21), date(2023, 3, 17))
    ]

    assert periods == ["2022-05", "2022-06", "2022-06", "2022-07", "2023-02"]


def test_an_edition_is_due_some_days_after_its_cut_off() -> None:
    calendar = ReportingCalendar(17, {"2022-06": date(2022, 6, 20)}, due_days=7)

    assert [calendar.due(period) for period in ("2022-06", "2023-02")] == [date(2022, 6, 27), date(2023, 3, 24)]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 28))
def test_every_day_falls_into_exactly_one_period(day: date, cut_off_day: int) -> None:
    calendar = ReportingCalendar(cut_off_day)

    period = calendar.period_of(day)

    assert calendar.cut_off(previous_period(period)) < day <= calendar.cut_off(period)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_period_never_goes_back_when_the_days_go_on(day: date) -> None:
    calendar = ReportingCalendar()

    assert calendar.period_of(day) <= calendar.period_of(day + timedelta(days=1))


def test_periods_follow_each_other_across_years() -> None:
    assert next_period("2022-12") == "2023-01"
    assert previous_period("2023-01") == "2022-12"
