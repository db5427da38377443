"""What holds whenever deadlines pass, whatever keeps them."""

from __future__ import annotations

from datetime import date

import pytest

from services.scoring import deadlines
from shared.catalogue import DueRule
from shared.events import ComplianceChanged, Event
from shared.facts import Evaluation
from shared.figures import Status
from tests.unit.scoring.duty_desk import DutyDesk, DutyTransactions, a_duty, at, owing
from tests.unit.scoring.factories import PROVINCE, SERVICES, USERS, a_figure
from tests.unit.scoring.memory_store import evaluations_of, final_evaluations, final_rankings

START = date(2022, 7, 1)
NORTH = a_duty(("unit", "north"), due=DueRule("day", 14))
BEFORE, AFTER = at("2022-07-14", 23, 59), at("2022-07-15", 0, 6)


def changes_of(events: list[Event]) -> list[tuple[str, str, str | None, str | None, str]]:
    """Each change: unit, programme, previous, current, reason."""
    found = [event.data for event in events if isinstance(event, ComplianceChanged)]
    return [(each.evaluation.unit, each.programme, each.previous, each.current, each.reason) for each in found]


def stated(events: list[Event]) -> list[tuple[str, str, Status, str | None]]:
    return [(each.unit, each.period, each.status, each.timeliness) for each in evaluations_of(events)]


def last_of(desk: DutyDesk, unit: str, period: str = "2022-06", indicator: str = SERVICES) -> Evaluation | None:
    found = final_evaluations(desk.announced)
    return next(
        (each for key, each in found.items() if (key.unit, key.period, key.indicator) == (unit, period, indicator)),
        None,
    )


class Missing:
    def test_what_has_not_come_by_the_end_of_its_day_is_missing(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)

        assert desk.look(BEFORE) == []
        told = desk.look(AFTER)

        assert stated(told) == [("north", "2022-06", Status.MISSING, None)]
        (missing,) = evaluations_of(told)
        assert (missing.due, missing.as_of, missing.value) == (date(2022, 7, 14), date(2022, 7, 14), None)
        assert changes_of(told) == [("north", "plan", None, None, "deadline_passed")]

    def test_a_deadline_is_told_once(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)
        desk.look(AFTER)

        assert desk.look(AFTER) == []
        assert desk.look(at("2022-08-01")) == []

    def test_a_figure_of_the_last_minute_may_still_be_on_its_way(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)

        assert desk.look(at("2022-07-15", 0, 4)) == []
        desk.submit(a_figure("90"), at=BEFORE)

        assert desk.look(AFTER) == []

    def test_a_figure_of_the_last_minute_is_on_time_and_one_of_the_next_is_late(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH, a_duty(("unit", "south"), due=DueRule("day", 14))), START)

        desk.submit(a_figure("90"), at=BEFORE)
        desk.submit(a_figure("90", "south"), at=at("2022-07-15", 0, 0))

        north, south = last_of(desk, "north"), last_of(desk, "south")
        assert north is not None
        assert south is not None
        assert (north.timeliness, south.timeliness) == ("on_time", "late")
        assert north.due == south.due == date(2022, 7, 14)

    def test_a_late_figure_is_judged_like_any_other_and_ends_the_waiting(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)
        desk.look(AFTER)

        told = desk.submit(a_figure("90"), at=at("2022-07-20"))

        assert [row for row in stated(told) if row[0] == "north"] == [("north", "2022-06", Status.REPORTED, "late")]
        assert changes_of(told) == [("north", "plan", None, "met", "received")]
        again = desk.submit(a_figure("70", revision=2), at=at("2022-07-21"))
        assert changes_of(again) == [("north", "plan", "met", "not_met", "fell_behind")]

    def test_an_event_that_comes_late_of_a_figure_that_came_in_time_is_on_time(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)
        desk.submit(a_figure("90", revision=2), at=at("2022-07-16"))

        desk.submit(a_figure("80", revision=1), at=at("2022-07-13"))

        figure = last_of(desk, "north")
        assert figure is not None
        assert (str(figure.value), figure.revision, figure.timeliness) == ("90", 2, "on_time")

    def test_nothing_to_count_is_an_answer(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)
        desk.submit(a_figure(None), at=BEFORE)

        assert desk.look(AFTER) == []

    def test_whoever_was_behind_still_is_while_nothing_comes(self, duties: DutyTransactions) -> None:
        july = a_duty(("unit", "north"), due=DueRule("day", 14), valid=(date(2022, 12, 1), None))
        desk = DutyDesk(duties, owing(july), START)
        desk.submit(a_figure("70"), at=at("2022-07-10"))

        assert changes_of(desk.look(at("2023-01-17"))) == [("north", "plan", "not_met", "not_met", "deadline_passed")]
        assert changes_of(desk.submit(a_figure("70", revision=2), at=at("2023-01-18"))) == []
        received = desk.submit(a_figure("60", period="2022-12"), at=at("2023-01-18"))
        assert changes_of(received) == [("north", "plan", "not_met", "not_met", "received")]

    def test_the_figure_before_the_missing_one_can_still_be_corrected(self, duties: DutyTransactions) -> None:
        july = a_duty(("unit", "north"), due=DueRule("day", 14), valid=(date(2022, 12, 1), None))
        desk = DutyDesk(duties, owing(july), START)
        desk.submit(a_figure("70"), at=at("2022-07-10"))
        desk.look(at("2023-01-17"))

        told = desk.submit(a_figure("85", revision=2), at=at("2023-01-18"))

        assert changes_of(told) == [("north", "plan", "not_met", "met", "corrected")]

    def test_an_older_period_is_noted_but_not_told(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)
        desk.submit(a_figure("90", period="2022-12"), at=at("2022-07-10"))

        told = desk.look(AFTER)

        assert stated(told) == [("north", "2022-06", Status.MISSING, None)]
        assert changes_of(told) == []
        assert changes_of(desk.submit(a_figure("90"), at=at("2022-07-20"))) == []

    def test_what_is_missing_is_expected_of_a_total_but_never_counted(self, duties: DutyTransactions) -> None:
        users = a_duty(indicator=USERS, due=DueRule("day", 14))
        desk = DutyDesk(duties, owing(users), START)
        desk.submit(a_figure("5", indicator=USERS), a_figure("7", "south", indicator=USERS), at=BEFORE)

        desk.look(AFTER)

        total = last_of(desk, PROVINCE, indicator=USERS)
        assert total is not None
        assert (str(total.value), total.counted, total.expected) == ("12", 2, 5)
        (ranking,) = final_rankings(desk.announced).values()
        assert [(place.unit, place.rank) for place in ranking.places if place.level == "district"] == [
            ("south", 1),
            ("north", 2),
        ]

    def test_a_total_that_is_owed_has_come_when_it_is_computed(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(a_duty(("unit", PROVINCE), indicator=USERS, due=DueRule("day", 14))), START)
        desk.look(AFTER)

        told = desk.submit(a_figure("5", indicator=USERS), at=at("2022-07-20"))

        assert changes_of(told) == [(PROVINCE, "plan", None, None, "received")]
        total = last_of(desk, PROVINCE, indicator=USERS)
        assert total is not None
        assert (total.due, total.timeliness) == (date(2022, 7, 14), None)

    def test_a_total_that_is_missing_is_not_withdrawn(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(a_duty(("unit", PROVINCE), due=DueRule("day", 14))), START)
        desk.look(AFTER)

        # a percent without its parts adds up to nothing
        desk.submit(a_figure("90"), at=at("2022-07-20"))

        total = last_of(desk, PROVINCE)
        assert total is not None
        assert total.status is Status.MISSING


class Asked:
    def test_each_programme_waits_until_its_own_day(self, duties: DutyTransactions) -> None:
        law = a_duty(("unit", "north"), programme="law", due=DueRule("day", 20))
        desk = DutyDesk(duties, owing(NORTH, law), START)

        first, second = desk.look(AFTER), desk.look(at("2022-07-21"))

        assert [row[2] for row in stated(first)] == [Status.MISSING]
        assert stated(second) == []
        assert [change[1] for change in changes_of(first)] == ["plan"]
        assert [change[1] for change in changes_of(second)] == ["law"]
        received = desk.submit(a_figure("90"), at=at("2022-07-22"))
        assert changes_of(received) == [
            ("north", "law", None, None, "received"),
            ("north", "plan", None, "met", "received"),
        ]

    def test_a_figure_that_comes_between_two_days_is_news_to_the_first_only(self, duties: DutyTransactions) -> None:
        law = a_duty(("unit", "north"), programme="law", due=DueRule("day", 20))
        desk = DutyDesk(duties, owing(NORTH, law), START)
        desk.look(AFTER)

        told = desk.submit(a_figure("90"), at=at("2022-07-18"))

        assert [change[1] for change in changes_of(told)] == ["plan"]
        assert desk.look(at("2022-07-21")) == []

    def test_what_does_not_concern_a_unit_is_said_to_be_so_and_has_no_verdict(self, duties: DutyTransactions) -> None:
        waived = a_duty(("unit", "north"), applies=False, due=DueRule("day", 14))
        desk = DutyDesk(duties, owing(a_duty(due=DueRule("day", 14)), waived), START)

        told = desk.look(AFTER)

        assert ("north", "2022-06", Status.NOT_APPLICABLE, None) in stated(told)
        assert "north" not in {change[0] for change in changes_of(told)}
        desk.submit(a_figure("10"), at=at("2022-07-20"))
        figure = last_of(desk, "north")
        assert figure is not None
        assert (figure.status, figure.verdicts, figure.due) == (Status.REPORTED, (), None)

    def test_whoever_it_no_longer_concerns_is_no_longer_behind(self, duties: DutyTransactions) -> None:
        waived = a_duty(("unit", "north"), applies=False, due=DueRule("day", 14), valid=(date(2022, 12, 1), None))
        desk = DutyDesk(duties, owing(waived), START)
        desk.submit(a_figure("70"), at=at("2022-07-10"))

        told = desk.look(at("2023-01-17"))

        assert changes_of(told) == [("north", "plan", "not_met", None, "target_ended")]

    def test_what_another_programme_judges_is_not_waived(self, duties: DutyTransactions) -> None:
        waived = a_duty(("unit", "north"), programme="law", applies=False, due=DueRule("day", 14))
        desk = DutyDesk(duties, owing(waived), START)

        assert desk.look(AFTER) == []


class CatchingUp:
    def test_ten_days_without_looking_tell_every_deadline_in_order(self, duties: DutyTransactions) -> None:
        owed = [
            a_duty(("unit", unit), due=DueRule("working-days", n))
            for n, unit in enumerate(("west", "north", "south"), 6)
        ]
        desk = DutyDesk(duties, owing(*owed), START)
        desk.look(at("2022-07-08"))

        told = desk.look(at("2022-07-18"))

        assert [each.unit for each in evaluations_of(told)] == ["west", "north", "south"]
        assert [each.due for each in evaluations_of(told)] == [date(2022, 7, 8), date(2022, 7, 11), date(2022, 7, 12)]
        assert len(changes_of(told)) == 3

    def test_a_deadline_of_many_is_passed_in_portions(
        self, duties: DutyTransactions, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(deadlines, "PORTION", 3)
        law = a_duty(programme="law", due=DueRule("day", 14))
        desk = DutyDesk(duties, owing(a_duty(due=DueRule("day", 14)), law), START)

        told = desk.look(AFTER)

        assert sorted(each.unit for each in evaluations_of(told)) == ["east", "north", "south", "west"]
        assert len(changes_of(told)) == 8
        assert desk.look(AFTER) == []

    def test_a_new_installation_looks_at_nothing_before_its_first_day(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(a_duty(due=DueRule("day", 14))))

        assert desk.look(at("2022-07-15")) == []
        assert desk.look(at("2022-08-14")) == []
        assert {each.period for each in evaluations_of(desk.look(at("2022-08-16")))} == {"2022-07"}

    def test_an_installation_may_be_told_to_look_further_back(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), date(2022, 5, 1))

        told = desk.look(AFTER)

        assert [each.period for each in evaluations_of(told)] == ["2022-04", "2022-05", "2022-06"]

    def test_a_clock_that_is_set_back_repeats_nothing(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(NORTH), START)
        desk.look(at("2022-08-20"))

        assert desk.look(AFTER) == []
        assert desk.look(at("2022-08-20")) == []

    def test_the_leap_day_is_a_day_like_any_other(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(a_duty(("unit", "north"), due=DueRule("day", 31))), date(2024, 2, 1))

        assert desk.look(at("2024-02-29", 23, 59)) == []
        assert [each.due for each in evaluations_of(desk.look(at("2024-03-01", 0, 6)))] == [date(2024, 2, 29)]
