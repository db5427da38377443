"""Who owes which figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.duties import due_on, last_ended, next_due_day, obligations, obligations_in, timeliness
from shared.catalogue import Catalogue, DueRule, Group, Membership
from shared.figures import FigureKey
from tests.unit.scoring.duty_desk import a_duty, at, owing
from tests.unit.scoring.factories import SERVICES, UNITS, a_unit


def asked(catalogue: Catalogue, unit: str, period: str = "2022-06") -> list[tuple[str, bool]]:
    found = obligations(FigureKey(unit, SERVICES, "", period), catalogue)
    return [(each.programme, each.applies) for each in found]


def test_the_more_specific_duty_speaks() -> None:
    catalogue = owing(
        a_duty(("level", "district")),
        a_duty(("group", "hills"), applies=False),
        a_duty(("unit", "north")),
    )
    hills = Group("hills", "", "", (Membership("north"), Membership("south", valid_to=date(2022, 6, 30))))
    catalogue = replace(catalogue, groups={"hills": hills})

    assert asked(catalogue, "east") == [("plan", True)]
    assert asked(catalogue, "south") == [("plan", False)]
    assert asked(catalogue, "north") == [("plan", True)]
    assert asked(catalogue, "south", "2022-07") == [("plan", True)]
    assert asked(catalogue, "education") == []


def test_the_more_specific_duty_speaks_of_the_months_too() -> None:
    catalogue = owing(a_duty(), a_duty(("unit", "north"), frequency="quarterly"))

    assert [asked(catalogue, unit, "2022-07") for unit in ("north", "south")] == [[], [("plan", True)]]


def test_all_are_those_who_report() -> None:
    everybody = {each.key.unit for each in obligations_in("2022-06", owing(a_duty(("all", ""))))}

    assert everybody == {"education", "transport", "north", "south", "east", "west"}


def test_a_unit_owes_nothing_that_is_due_after_its_end() -> None:
    units = (*UNITS, a_unit("gone", valid_to=date(2022, 7, 10)))
    early, late = a_duty(due=DueRule("working-days", 3)), a_duty(due=DueRule("day", 14), programme="law")
    catalogue = replace(owing(early, late), units={unit.id: unit for unit in units})

    assert asked(catalogue, "gone") == [("plan", True)]
    assert asked(catalogue, "gone", "2022-07") == []


def test_a_day_ends_at_midnight_in_the_province_whatever_the_clock_of_the_machine() -> None:
    due = date(2022, 7, 14)

    assert (timeliness(at("2022-07-14", 23, 59), due), timeliness(at("2022-07-15", 0, 0), due)) == ("on_time", "late")
    # 17:04 and 17:05 of the day before in UTC
    assert (last_ended(at("2022-07-15", 0, 4)), last_ended(at("2022-07-15", 0, 5))) == (date(2022, 7, 13), due)


RULES = st.one_of(
    st.just(DueRule("cut-off")),
    st.builds(DueRule, st.just("working-days"), st.integers(1, 60)),
    st.builds(DueRule, st.just("day"), st.integers(1, 31)),
)
FREQUENCIES = st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"])


@given(RULES, FREQUENCIES, st.dates(date(2022, 1, 1), date(2026, 12, 31)))
def test_walking_from_day_to_day_finds_every_deadline_once(rule: DueRule, frequency: object, first: date) -> None:
    catalogue = owing(a_duty(("unit", "north"), due=rule, frequency=frequency))  # type: ignore[arg-type]
    last = first + timedelta(days=200)
    months = {f"{first + timedelta(days=n):%Y-%m}" for n in range(-150, 201)}
    expected = sorted(
        (each.due, each.key.period)
        for month in months
        for each in obligations_in(month, catalogue)
        if first < each.due <= last
    )

    found, day = [], next_due_day(first, last, catalogue)
    while day is not None:
        found += [(each.due, each.key.period) for each in due_on(day, catalogue)]
        day = next_due_day(day, last, catalogue)

    assert found == expected
