"""Follow assigned tasks: what is due soon, overdue or done, said once each time it becomes true."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from services.scoring.announcements import task_changed
from services.scoring.domain.task_state import (
    Assignment,
    Note,
    Reminder,
    Standing,
    assignments,
    is_news,
    latest,
    standing_on,
)
from services.scoring.domain.watch import Watch
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
from shared.events import Event, TaskChanged

NAME = "tasks"
#: how many assignments one transaction changes
PORTION = 500


class TaskStore(Protocol):
    """What following tasks reads and keeps, in one transaction."""

    def held(self, name: str, first: date) -> Watch:
        """The watch of this name, begun with day `first` if there is none; others wait for it until the end."""

    def keep(self, kept: Watch) -> None: ...

    def notes(self, wanted: Collection[Assignment] | None = None) -> Mapping[Assignment, list[Note]]:
        """What was said of these assignments, or of all."""

    def keep_note(self, note: Note) -> None: ...

    def task_states(self, wanted: Collection[Assignment] | None = None) -> Mapping[Assignment, Standing]: ...

    def keep_task_states(self, standings: Collection[Standing]) -> None: ...

    def announce(self, events: Sequence[Event], now: datetime) -> None: ...


@dataclass(frozen=True)
class Patience:
    """Since which day tasks are followed (None: since they first are), and how early one is called due soon."""

    since: date | None = None
    soon: int = 3

    def reminder(self, catalogue: Catalogue) -> Reminder:
        return Reminder(catalogue.working, self.soon)


def follow_tasks(store: TaskStore, catalogue: Catalogue, now: datetime, patience: Patience) -> bool:
    """Bring a portion of the assignments up to today; say whether there are more.

    What came and went while nobody looked is not told: only how a task stands now.
    """
    today = now.astimezone(BUSINESS_ZONE).date()
    watch = store.held(NAME, patience.since or today)
    if watch.seen >= today:
        return False
    owed, known, said = assignments(catalogue), store.task_states(), latest(store.notes())
    reminder = patience.reminder(catalogue)
    standings = (standing_on(today, each, due, said.get(each), reminder) for each, due in owed.items())
    fresh = [standing for standing in standings if not standing.same_as(known.get(standing.assignment))]
    _move(fresh[:PORTION], known, watch, store, catalogue=catalogue, now=now)
    if len(fresh) <= PORTION:
        store.keep(watch.until(today))
    return len(fresh) > PORTION


def note_task(note: Note, store: TaskStore, catalogue: Catalogue, now: datetime, patience: Patience) -> Standing:
    """Keep what was said of an assignment, and tell what follows. Refused when nobody assigned it."""
    owed, each = assignments(catalogue), note.assignment
    if each not in owed:
        raise Refused("not-found", f"{each.unit} has no {each.stage} of a task {each.task}; see: nhipso tasks list")
    today = now.astimezone(BUSINESS_ZONE).date()
    watch = store.held(NAME, patience.since or today)
    store.keep_note(note)
    said = latest(store.notes([each]))[each]
    day = max(today, watch.seen)
    standing = standing_on(day, each, owed[each], said, patience.reminder(catalogue))
    known = store.task_states([each])
    if not standing.same_as(known.get(each)):
        _move([standing], known, watch, store, catalogue=catalogue, now=now)
    return standing


def _move(
    fresh: Iterable[Standing],
    known: Mapping[Assignment, Standing],
    watch: Watch,
    store: TaskStore,
    *,
    catalogue: Catalogue,
    now: datetime,
) -> None:
    numbered = [replace(new, sequence=_number(known.get(new.assignment))) for new in fresh]
    store.keep_task_states(numbered)
    news: list[TaskChanged] = [
        task_changed(new, catalogue.tasks[new.assignment.task], now)
        for new in numbered
        if is_news(new, known.get(new.assignment), watch.since)
    ]
    store.announce(news, now)


def _number(known: Standing | None) -> int:
    return 1 if known is None else known.sequence + 1
