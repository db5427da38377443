"""What time alone brings about: deadlines that pass, tasks that fall due. Caught up with after an interruption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from services.scoring import deadlines, tasks
from services.scoring.domain.duties import last_ended
from services.scoring.domain.task_state import assignments
from services.scoring.duty_store import DutyStore
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.metrics import FIGURES_MISSING, TASKS_OVERDUE
from shared.settings import Settings

Step = Callable[[DutyStore], bool]


def pass_time(database: Database, catalogue: Catalogue, settings: Settings, now: datetime) -> None:
    """Bring everything that depends on the day up to `now`, in one transaction after the other."""
    since, patience = settings.deadlines_from, patience_of(settings)
    seen = _seen(database)
    if seen.get(deadlines.NAME, 0) < last_ended(now).toordinal():
        _repeat(database, lambda store: deadlines.pass_deadlines(store, catalogue, now, since))
    if seen.get(tasks.NAME, 0) < now.astimezone(BUSINESS_ZONE).date().toordinal():
        _repeat(database, lambda store: tasks.follow_tasks(store, catalogue, now, patience))
    _measure(database, catalogue)


def patience_of(settings: Settings) -> tasks.Patience:
    """What the settings say of following tasks."""
    return tasks.Patience(settings.deadlines_from, settings.task_soon_days)


def _repeat(database: Database, step: Step) -> None:
    more = True
    while more:
        with database.write() as tx:
            more = step(DutyStore(tx))


def _seen(database: Database) -> dict[str, int]:
    """Looked at first without a write: nearly every minute there is nothing to do."""
    with database.read() as tx:
        days = {name: DutyStore(tx).seen(name) for name in (deadlines.NAME, tasks.NAME)}
    return {name: day.toordinal() for name, day in days.items() if day is not None}


def _measure(database: Database, catalogue: Catalogue) -> None:
    owed = assignments(catalogue)
    with database.read() as tx:
        store = DutyStore(tx)
        FIGURES_MISSING.set(store.missing_figures())
        states = store.task_states() if owed else {}
    overdue = Counter(each.stage for each, standing in states.items() if standing.state == "overdue" and each in owed)
    for stage in ("work", "report"):
        TASKS_OVERDUE.labels(stage=stage).set(overdue[stage])
