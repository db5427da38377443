"""Tasks as rows: what was said of them, and how they stood when last looked at."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from services.scoring.domain.task_state import Assignment, Note, Standing
from services.scoring.duty_tables import task_note, task_state
from shared.bulk import Key, among, upsert

NOTED = (task_note.c.task, task_note.c.unit, task_note.c.stage)
STOOD = (task_state.c.task, task_state.c.unit, task_state.c.stage)


def notes(tx: Connection, wanted: Collection[Assignment] | None) -> dict[Assignment, list[Note]]:
    """What was said of these assignments (None: of all), in the order it was written down."""
    query = select(task_note) if wanted is None else among(tx, select(task_note), NOTED, _keys(wanted))
    found: dict[Assignment, list[Note]] = {}
    for row in tx.execute(query.order_by(task_note.c.id)):
        each = Assignment(row.task, row.unit, row.stage)
        found.setdefault(each, []).append(Note(each, row.word, row.done_on, row.note, row.by, row.at))
    return found


def keep_note(tx: Connection, note: Note) -> None:
    said = {"word": note.word, "done_on": note.done_on, "note": note.note, "by": note.by, "at": note.at}
    tx.execute(task_note.insert().values(**_assignment(note.assignment), **said))


def standings(tx: Connection, wanted: Collection[Assignment] | None) -> dict[Assignment, Standing]:
    """How these assignments (None: all) stood."""
    query = select(task_state) if wanted is None else among(tx, select(task_state), STOOD, _keys(wanted))
    rows = tx.execute(query)
    stood = (
        Standing(Assignment(row.task, row.unit, row.stage), row.state, row.due, row.done_on, row.sequence)
        for row in rows
    )
    return {standing.assignment: standing for standing in stood}


def keep_standings(tx: Connection, kept: Collection[Standing]) -> None:
    upsert(
        tx,
        task_state,
        [
            {
                **_assignment(each.assignment),
                "state": each.state,
                "due": each.due,
                "done_on": each.done_on,
                "sequence": each.sequence,
            }
            for each in kept
        ],
    )


def _assignment(each: Assignment) -> dict[str, str]:
    return {"task": each.task, "unit": each.unit, "stage": each.stage}


def _keys(wanted: Collection[Assignment]) -> list[Key]:
    return [(each.task, each.unit, each.stage) for each in wanted]
