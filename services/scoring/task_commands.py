"""`nhipso tasks`: what was assigned, how it stands, and saying that it is done."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, get_args

import typer

from services.scoring.domain.task_state import Assignment, Note, Standing, Word, assignments, latest, standing_on
from services.scoring.domain.task_state import State as TaskWord
from services.scoring.duty_store import DutyStore
from services.scoring.passing_time import patience_of
from services.scoring.tasks import note_task
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.catalogue.task import Stage
from shared.clock import BUSINESS_ZONE, business_time, system_clock
from shared.database import Database, open_database
from shared.output import Format, fail, show, tell
from shared.settings import Settings, read_settings

tasks_app = typer.Typer(name="tasks", help="Tasks that directives assign to units.", no_args_is_help=True)

Opened = tuple[Settings, Database, Catalogue]
TaskArgument = Annotated[str, typer.Argument(metavar="TASK", help="id of the task")]
UnitOption = Annotated[str, typer.Option("--unit", help="the unit, by its id")]
StageOption = Annotated[str, typer.Option("--stage", help="work or report")]
NoteOption = Annotated[str, typer.Option("--note", help="why, or the document that shows it")]
ByOption = Annotated[str | None, typer.Option("--by", help="who says so; default: the user of this terminal")]
FormatOption = Annotated[Format, typer.Option("--format", help="table or json")]

LISTED = ("task", "unit", "stage", "due", "state", "done_on", "title")
SAID = ("at", "task", "unit", "stage", "word", "done_on", "by", "note")


@tasks_app.command("list", epilog="Example: nhipso tasks list --unit so-tttt --state overdue --format json")
def list_tasks(
    unit: Annotated[str | None, typer.Option("--unit", help="only this unit, by its id")] = None,
    state: Annotated[str | None, typer.Option("--state", help="open, due_soon, overdue or done")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what is assigned to whom, and how it stands today."""
    if state is not None and state not in get_args(TaskWord):
        raise typer.BadParameter(f"{state!r} is not one of {', '.join(get_args(TaskWord))}")
    with _opened() as (settings, database, catalogue):
        found = standings(database, catalogue, settings, system_clock())
    rows = [_row(each, catalogue) for each in found if unit in {None, each.assignment.unit}]
    show([row for row in rows if state in {None, row["state"]}], LISTED, form)


@tasks_app.command("done", epilog="Example: nhipso tasks done ii-1-2 --unit so-tttt --stage report --note 'BC 120'")
def done(  # noqa: PLR0917  # each is an option of the command
    task: TaskArgument,
    unit: UnitOption,
    note: NoteOption,
    stage: StageOption = "work",
    on: Annotated[str | None, typer.Option("--on", help="the day it was done, as 2023-08-29; default: today")] = None,
    by: ByOption = None,
) -> None:
    """Say that a unit has done a task, or reported on it."""
    today = system_clock().astimezone(BUSINESS_ZONE).date()
    _say("done", _assignment(task, unit, stage), today if on is None else _day(on), note, by)


@tasks_app.command("reopen", epilog="Example: nhipso tasks reopen ii-1-2 --unit so-tttt --note 'report sent back'")
def reopen(
    task: TaskArgument, unit: UnitOption, note: NoteOption, stage: StageOption = "work", by: ByOption = None
) -> None:
    """Say that a task is not done after all."""
    _say("reopened", _assignment(task, unit, stage), None, note, by)


@tasks_app.command("history", epilog="Example: nhipso tasks history --unit so-tttt")
def history(
    unit: Annotated[str | None, typer.Option("--unit", help="only this unit, by its id")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what was said of tasks: when, by whom and why."""
    with _opened() as (_settings, database, _catalogue), database.read() as tx:
        notes = [note for said in DutyStore(tx).notes().values() for note in said]
    wanted = sorted((note for note in notes if unit in {None, note.assignment.unit}), key=lambda note: note.at)
    show([_said(note) for note in wanted], SAID, form)


def standings(database: Database, catalogue: Catalogue, settings: Settings, now: datetime) -> list[Standing]:
    """How every assignment stands at `now`, whether or not anybody has looked since."""
    with database.read() as tx:
        said = latest(DutyStore(tx).notes())
    today, reminder = now.astimezone(BUSINESS_ZONE).date(), patience_of(settings).reminder(catalogue)
    owed = assignments(catalogue).items()
    return [standing_on(today, each, due, said.get(each), reminder) for each, due in owed]


def _say(word: Word, assignment: Assignment, done_on: date | None, note: str, by: str | None) -> None:
    now = system_clock()
    said = Note(assignment, word, done_on, note, by or getpass.getuser(), now)
    with _opened() as (settings, database, catalogue), database.write() as tx:
        standing = note_task(said, DutyStore(tx), catalogue, now, patience_of(settings))
    tell(f"{assignment.task} of {assignment.unit}, {assignment.stage}: {standing.state}")


def _assignment(task: str, unit: str, stage: str) -> Assignment:
    for known in get_args(Stage):
        if known == stage:
            return Assignment(task, unit, known)
    raise typer.BadParameter(f"{stage!r} is not work or report")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--on is {text!r}, not a day such as 2023-08-29")


@contextmanager
def _opened() -> Iterator[Opened]:
    settings = read_settings()
    catalogue = load_catalogue(settings.province)
    database = open_database("scoring", settings.database_url.get_secret_value())
    try:
        yield settings, database, catalogue
    finally:
        database.close()


def _row(standing: Standing, catalogue: Catalogue) -> dict[str, object]:
    each, task = standing.assignment, catalogue.tasks[standing.assignment.task]
    return {
        "task": each.task,
        "unit": each.unit,
        "stage": each.stage,
        "due": standing.due,
        "state": standing.state,
        "done_on": standing.done_on,
        "title": task.title,
        "legal_basis": task.legal_basis,
        "coordinating": list(task.coordinating),
    }


def _said(note: Note) -> dict[str, object]:
    each = note.assignment
    return {
        "at": business_time(note.at),
        "task": each.task,
        "unit": each.unit,
        "stage": each.stage,
        "word": note.word,
        "done_on": note.done_on,
        "by": note.by,
        "note": note.note,
    }
