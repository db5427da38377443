"""Where each unit stands with each task it was assigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.catalogue import Catalogue, Task, Unit, WorkingDays
from shared.catalogue.binding import is_asked
from shared.catalogue.task import Stage

State = Literal["open", "due_soon", "overdue", "done"]
Word = Literal["done", "reopened"]


@dataclass(frozen=True, order=True)
class Assignment:
    """What one unit owes of one task: the work, or the report on it."""

    task: str
    unit: str
    stage: Stage


@dataclass(frozen=True)
class Reminder:
    """A task is called due soon from `days` working days before its day."""

    working: WorkingDays
    days: int

    def first_day(self, due: date) -> date:
        return self.working.add_working_days(due, -self.days)


@dataclass(frozen=True)
class Note:
    """What somebody said of an assignment, and when. The latest word counts."""

    assignment: Assignment
    word: Word
    done_on: date | None
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """How an assignment stood when it was last looked at; `sequence` numbers its states."""

    assignment: Assignment
    state: State
    due: date | None
    done_on: date | None
    sequence: int

    def same_as(self, other: Standing | None) -> bool:
        return other is not None and (self.state, self.due, self.done_on) == (other.state, other.due, other.done_on)


def assignments(catalogue: Catalogue) -> dict[Assignment, date | None]:
    """Everything that is assigned, with its day, in one order everywhere."""
    found = {
        Assignment(task.id, unit.id, stage): due
        for task in catalogue.tasks.values()
        for unit in units_of(task, catalogue)
        for stage, due in task.stages().items()
    }
    return dict(sorted(found.items()))


def units_of(task: Task, catalogue: Catalogue) -> list[Unit]:
    """The units that had the task when it was assigned."""
    day = task.assigned_on
    return [
        unit
        for unit in catalogue.units.values()
        if unit.exists_on(day) and any(is_asked(scope, unit, day, catalogue) for scope in task.scopes)
    ]


def state_on(day: date, due: date | None, said: Note | None, reminder: Reminder) -> State:
    """The state on `day`: overdue after the day it is due, and due soon some working days before."""
    if said is not None and said.word == "done":
        return "done"
    if due is None:
        return "open"
    if day > due:
        return "overdue"
    return "due_soon" if day >= reminder.first_day(due) else "open"


def standing_on(day: date, assignment: Assignment, due: date | None, said: Note | None, reminder: Reminder) -> Standing:
    """How the assignment stands on `day`, not numbered."""
    done_on = said.done_on if said is not None and said.word == "done" else None
    return Standing(assignment, state_on(day, due, said, reminder), due, done_on, 0)


def is_news(new: Standing, known: Standing | None, since: date) -> bool:
    """Whether others should hear of it: not of what merely exists, nor of what was due before anybody looked."""
    if known is not None:
        return True
    return new.state != "open" and (new.state == "done" or new.due is None or new.due >= since)


def latest(notes: Mapping[Assignment, list[Note]]) -> dict[Assignment, Note]:
    """The word that counts: the latest, whatever the order in which they were written down."""
    return {assignment: max(said, key=lambda note: (note.at, note.word)) for assignment, said in notes.items() if said}
