"""Scoring's tables with what is owed, as dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from services.scoring.domain.duties import Obligation
from services.scoring.domain.task_state import Assignment, Note, Standing
from services.scoring.domain.watch import Watch
from tests.unit.scoring.memory_store import InMemoryStore


class InMemoryDutyStore(InMemoryStore):
    """A DeadlineStore and TaskStore without a database."""

    def __init__(self) -> None:
        super().__init__()
        self._watches: dict[str, Watch] = {}
        self._notes: dict[Assignment, list[Note]] = {}
        self._tasks: dict[Assignment, Standing] = {}

    def held(self, name: str, first: date) -> Watch:
        return self._watches.setdefault(name, Watch.begun(name, first))

    def keep(self, kept: Watch) -> None:
        self._watches[kept.name] = kept

    def keep_lapses(self, passed: Collection[Obligation]) -> None:
        for each in passed:
            self._lapses.setdefault(each.key, set()).add(each.programme)

    def notes(self, wanted: Collection[Assignment] | None = None) -> Mapping[Assignment, list[Note]]:
        return {each: list(said) for each, said in self._notes.items() if wanted is None or each in wanted}

    def keep_note(self, note: Note) -> None:
        self._notes.setdefault(note.assignment, []).append(note)

    def task_states(self, wanted: Collection[Assignment] | None = None) -> Mapping[Assignment, Standing]:
        return {each: known for each, known in self._tasks.items() if wanted is None or each in wanted}

    def keep_task_states(self, standings: Collection[Standing]) -> None:
        self._tasks |= {standing.assignment: standing for standing in standings}

    def told(self) -> tuple[object, ...]:
        """All that is kept of what is owed, the numbers taken off."""
        evaluations = {key: known.model_copy(update={"sequence": 0}) for key, known in self._evaluations.items()}
        return evaluations, self._lapses, self._standings, {k: v.latest_period for k, v in self._progress.items()}
