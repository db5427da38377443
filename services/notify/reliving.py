"""Bring the alerts on owed figures, sources, tasks and doubts to how these stand, without telling anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.notify.desk import Circumstances
from services.notify.domain.alert import Alert, AlertKey, Kind
from services.notify.domain.asked import decide_doubts, decide_task, doubt_key, task_key
from services.notify.domain.decision import Decision
from services.notify.domain.owed import Owed, decide_owed, owed_by
from services.notify.domain.source import decide_source, indicators_of, last_due, owner_of, quiet, source_key
from services.notify.rebuilding import Rebuilt, in_time
from shared.facts import Doubts, Evaluation, TaskState
from shared.figures import SeriesKey


@dataclass
class Reliving:
    """The alerts that are `known`, and what is `found` to differ."""

    known: Mapping[AlertKey, Alert]
    found: Rebuilt
    around: Circumstances

    def figures(self, owing: Iterable[Evaluation], kept: Mapping[SeriesKey, Owed]) -> None:
        """Take the figures that are owed, in order of their periods; `kept` is what is known of them."""
        newest: dict[SeriesKey, tuple[Owed, Evaluation]] = {}
        for evaluation in owing:
            before = newest.get(evaluation.series)
            owed = owed_by(evaluation, None if before is None else before[0])
            if owed is not None:
                newest[evaluation.series] = owed, evaluation
        for series, (owed, evaluation) in newest.items():
            if owed != kept.get(series):
                self.found.owed.append(owed)
            key = AlertKey(series, kind=Kind.MISSING)
            self._settle(key, decide_owed(self.known.get(key), evaluation))
        self._sources([owed for owed, _ in newest.values()])

    def tasks(self, tasks: Iterable[TaskState]) -> None:
        for task in tasks:
            known = self.known.get(task_key(task))
            self._settle(task_key(task), decide_task(known, task, self.around.today))

    def doubts(self, doubted: Iterable[Doubts]) -> None:
        """Take what is doubted; of an alert that was lost, the time to answer begins anew."""
        asked = self.around.catalogue.alert_policy.doubt_days > 0
        for doubts in doubted:
            known = self.known.get(doubt_key(doubts))
            self._settle(doubt_key(doubts), decide_doubts(known, doubts, self.around.today, asked=asked))

    def _sources(self, owed: Collection[Owed]) -> None:
        catalogue = self.around.catalogue
        for source in sorted({each.source_system for each in catalogue.indicators.values()} - {""}):
            owner = owner_of(source, catalogue)
            if owner is not None:
                due = last_due(source, indicators_of(source, catalogue), owed)
                key = source_key(source, owner)
                self._settle(key, decide_source(self.known.get(key), quiet(due, owner)))

    def _settle(self, key: AlertKey, decision: Decision) -> None:
        before, after = self.known.get(key), decision.alert
        if after is not None:
            self.found.note(before, in_time(before, after, _heard_on(after, self.around.today), self.around))


def _heard_on(alert: Alert, today: date) -> date:
    return min(alert.since or today, today)
