"""What holds whenever tasks are followed, whatever keeps them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from services.scoring import tasks
from services.scoring.domain.task_state import Assignment, Note, Word
from shared.catalogue.task import Stage
from shared.errors import Refused
from shared.facts import TaskState
from tests.unit.scoring.duty_desk import DutyDesk, DutyTransactions, a_task, at, owing

START = date(2023, 8, 21)
DUE, REPORT = date(2023, 8, 25), date(2023, 8, 30)
WORK_ONLY = a_task(("unit", "north"), due=DUE)


def states(told: list[TaskState]) -> list[tuple[str, str, str]]:
    return [(each.unit, each.stage, each.state) for each in told]


def a_note(
    time: datetime, word: Word = "done", unit: str = "north", stage: Stage = "work", on: date | None = None
) -> Note:
    done_on = None if word == "reopened" else on or time.date()
    return Note(Assignment("t-1", unit, stage), word, done_on, "Báo cáo số 120", "an officer", time)


class Following:
    def test_a_task_is_due_soon_three_working_days_before_and_overdue_after_its_day(
        self, duties: DutyTransactions
    ) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)

        told = {day: states(desk.follow(at(f"2023-08-{day}", 0, 0))) for day in (21, 22, 23, 25, 26, 27)}

        assert told == {
            21: [],
            22: [("north", "work", "due_soon")],
            23: [],
            25: [],
            26: [("north", "work", "overdue")],
            27: [],
        }

    def test_the_work_and_the_report_on_it_are_followed_each_by_itself(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(a_task(("unit", "north"), due=DUE, report=REPORT),)), START)

        told = desk.follow(at("2023-08-28"))

        assert states(told) == [("north", "report", "due_soon"), ("north", "work", "overdue")]
        assert [(each.due, each.sequence) for each in told] == [(REPORT, 1), (DUE, 1)]

    def test_every_unit_of_a_scope_has_the_task_by_itself(self, duties: DutyTransactions) -> None:
        task = a_task(("level", "district"), ("unit", "education"), due=DUE)
        desk = DutyDesk(duties, owing(tasks=(task,)), START)
        desk.say(a_note(at("2023-08-22"), unit="south"))

        told = desk.follow(at("2023-08-26"))

        assert [unit for unit, *_ in states(told)] == ["east", "education", "north", "west"]

    def test_what_came_and_went_while_nobody_looked_is_not_told(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)
        desk.follow(at("2023-08-21"))

        assert states(desk.follow(at("2023-08-31"))) == [("north", "work", "overdue")]
        assert desk.follow(at("2023-08-31", 23)) == []

    def test_what_was_due_before_the_first_day_is_not_told_until_it_is_done(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)))

        assert desk.follow(at("2026-01-05")) == []
        assert states(desk.say(a_note(at("2026-01-06")))[1]) == [("north", "work", "done")]

    def test_a_task_without_a_day_is_open_until_it_is_done(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(a_task(("unit", "north")),)), START)

        assert desk.follow(at("2024-02-29")) == []
        standing, told = desk.say(a_note(at("2024-03-01")))
        assert (standing.state, told[0].due, told[0].done_on) == ("done", None, date(2024, 3, 1))

    def test_many_changes_are_made_in_portions(self, duties: DutyTransactions, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tasks, "PORTION", 3)
        desk = DutyDesk(duties, owing(tasks=(a_task(("level", "district"), due=DUE, report=DUE),)), START)

        assert len(desk.follow(at("2023-08-28"))) == 8
        assert desk.follow(at("2023-08-28")) == []


class Saying:
    def test_done_is_told_once_and_stays_so(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)

        standing, told = desk.say(a_note(at("2023-08-24"), on=date(2023, 8, 23)))

        assert (standing.state, standing.done_on) == ("done", date(2023, 8, 23))
        assert states(told) == [("north", "work", "done")]
        assert desk.say(a_note(at("2023-08-24", 13), on=date(2023, 8, 23)))[1] == []
        assert desk.follow(at("2023-09-05")) == []

    def test_a_task_that_is_reopened_after_its_day_is_overdue_again(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)
        desk.follow(at("2023-08-26"))
        desk.say(a_note(at("2023-08-26", 13)))

        standing, told = desk.say(a_note(at("2023-08-28"), "reopened"))

        assert (standing.state, standing.done_on) == ("overdue", None)
        assert [(each.state, each.sequence) for each in told] == [("overdue", 3)]

    def test_a_task_that_is_reopened_early_is_open_again(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)
        desk.say(a_note(at("2023-08-21")))

        assert states(desk.say(a_note(at("2023-08-21", 13), "reopened"))[1]) == [("north", "work", "open")]

    def test_the_latest_word_counts_whichever_was_written_down_first(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)
        desk.say(a_note(at("2023-08-23"), "reopened"))

        standing, _ = desk.say(a_note(at("2023-08-22")))

        assert standing.state == "due_soon"

    def test_nobody_can_do_what_was_not_assigned(self, duties: DutyTransactions) -> None:
        desk = DutyDesk(duties, owing(tasks=(WORK_ONLY,)), START)

        with pytest.raises(Refused, match="south has no work of a task t-1"):
            desk.say(a_note(at("2023-08-22"), unit="south"))
        with pytest.raises(Refused, match="north has no report of a task t-1"):
            desk.say(a_note(at("2023-08-22"), stage="report"))
