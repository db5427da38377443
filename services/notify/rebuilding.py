"""Bring the alerts to how the series stand, without telling anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.notify.desk import Circumstances
from services.notify.domain.alert import Alert, AlertKey, Kind
from services.notify.domain.decision import Decision
from services.notify.domain.owed import Owed
from services.notify.domain.passing import begin, pass_time
from services.notify.domain.rebuilt import rebuilt
from services.notify.domain.step import step_of
from services.notify.handlers import AlertStore
from shared.facts import Evaluation
from shared.figures import SeriesKey

Lines = Iterable[tuple[SeriesKey, Sequence[Evaluation]]]


@dataclass
class Rebuilt:
    """How many alerts are as they should be, and those that are not any more as they were."""

    equal: int = 0
    opened: list[Alert] = field(default_factory=list)
    closed: list[Alert] = field(default_factory=list)
    refreshed: list[Alert] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    steps: list[tuple[Alert | None, Alert]] = field(default_factory=list)

    @property
    def changed(self) -> list[Alert]:
        return [*self.opened, *self.closed, *self.refreshed]

    def note(self, before: Alert | None, after: Alert) -> None:
        """Count one alert."""
        stood = before is not None and before.stands
        if after == before:
            self.equal += 1
            return
        self.steps.append((before, after))
        if stood != after.stands:
            (self.opened if after.stands else self.closed).append(after)
        else:
            self.refreshed.append(after)


def rebuild(
    lines: Lines,
    behind: Collection[tuple[SeriesKey, str]],
    known: Mapping[AlertKey, Alert],
    found: Rebuilt,
    around: Circumstances,
) -> None:
    """Work out the alerts on the series of `lines`, given those that stand `behind` and the alerts `known`."""
    programmes: dict[SeriesKey, set[str]] = {}
    judged = [(key.series, key.programme) for key in known if key.kind is Kind.TARGET]
    for series, programme in [*behind, *judged]:
        programmes.setdefault(series, set()).add(programme)
    for series, figures in lines:
        for programme in sorted(programmes.get(series, ())):
            key = AlertKey(series, programme)
            before = known.get(key)
            after = rebuilt(before, key, figures, stands=(series, programme) in behind)
            if after is not None:
                found.note(before, in_time(before, after, after.began_on, around))


def in_time(before: Alert | None, after: Alert, heard_on: date, around: Circumstances) -> Alert:
    """An alert that nobody knew of is as old as what it rests on: its grace may be over."""
    if not after.stands or (before is not None and before.stands):
        return after
    begun = begin(after, heard_on, around.speaks_on(after, heard_on))
    return pass_time(begun, around.now, around.today).alert or begun


def keep(found: Rebuilt, store: AlertStore, now: datetime) -> None:
    """Keep the alerts that changed. What is being gathered, written and delivered stays as it is."""
    store.save(found.changed, now)
    store.keep_owed(found.owed)
    taken = ((before, Decision(after, after.reason)) for before, after in found.steps)
    steps = (step_of(before, decision, now, note="rebuilt") for before, decision in taken)
    store.add_steps([step for step in steps if step is not None])
