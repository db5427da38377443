"""What is owed, as kept in scoring's database: deadlines looked at, figures missing, tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from services.scoring import lapses, task_rows
from services.scoring.domain.duties import Obligation
from services.scoring.domain.task_state import Assignment, Note, Standing
from services.scoring.domain.watch import Watch
from services.scoring.duty_tables import watch
from services.scoring.store import ScoringStore
from shared.bulk import insert_missing, upsert


class DutyStore(ScoringStore):
    """The store of one transaction; whoever holds a watch keeps the other replicas waiting for it."""

    def held(self, name: str, first: date) -> Watch:
        begun = Watch.begun(name, first)
        insert_missing(self._tx, watch, [{"name": name, "since": begun.since, "seen": begun.seen}])
        row = self._tx.execute(select(watch).where(watch.c.name == name).with_for_update()).one()
        return Watch(row.name, row.since, row.seen)

    def seen(self, name: str) -> date | None:
        """Up to which day was looked; None before the first time."""
        return self._tx.execute(select(watch.c.seen).where(watch.c.name == name)).scalar_one_or_none()

    def keep(self, kept: Watch) -> None:
        upsert(self._tx, watch, [{"name": kept.name, "since": kept.since, "seen": kept.seen}])

    def keep_lapses(self, passed: Collection[Obligation]) -> None:
        lapses.keep_lapses(self._tx, passed)

    def missing_figures(self) -> int:
        return lapses.missing_figures(self._tx)

    def notes(self, wanted: Collection[Assignment] | None = None) -> Mapping[Assignment, list[Note]]:
        return task_rows.notes(self._tx, wanted)

    def keep_note(self, note: Note) -> None:
        task_rows.keep_note(self._tx, note)

    def task_states(self, wanted: Collection[Assignment] | None = None) -> Mapping[Assignment, Standing]:
        return task_rows.standings(self._tx, wanted)

    def keep_task_states(self, standings: Collection[Standing]) -> None:
        task_rows.keep_standings(self._tx, standings)
