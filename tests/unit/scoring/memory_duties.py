"""Scoring's tables with what is owed, as dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from services.scoring.domain.duties import Obligation
from services.scoring.domain.task_state import Assignment, Note, Standing
from services.scoring.domain.watch import Watch
from shared.figures import SeriesKey
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

    def so(self) -> dict[str, object]:
        """All that is kept of figures as it is so, whatever happened on the way: see test_whole_scoring_any_order."""
        told = {key: one.told.model_copy(update={"sequence": 0}) for key, one in self._doubted.items()}
        return {
            "observation": self._observations,
            "evaluation": {
                key: known.model_copy(update={"sequence": 0})
                for key, known in self._evaluations.items()
                if known.counted != 0
            },
            "standing": {
                key: {name: stands for name, stands in programmes.items() if stands.verdict}
                for key, programmes in self._standings.items()
                if any(stands.verdict for stands in programmes.values())
            },
            "latest period": {key: known.latest_period for key, known in self._progress.items() if self._counts(key)},
            "ranking": {key: known.places for key, known in self._rankings.items() if known.places},
            "doubt": {key: one for key, one in told.items() if one.doubts},
            "found": {key: one.found for key, one in self._doubted.items() if one.found},
            "lapse": self._lapses,
            "index": {
                key: known.model_copy(update={"sequence": 0}) for key, known in self._scores.items() if known.components
            },
        }

    def _counts(self, series: SeriesKey) -> bool:
        return any(key.series == series and known.counted != 0 for key, known in self._evaluations.items())
