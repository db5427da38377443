"""Bring the alerts to how the series stand, without telling anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.notify.domain.alert import Alert, AlertKey
from services.notify.domain.rebuilt import rebuilt
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

    @property
    def changed(self) -> list[Alert]:
        return [*self.opened, *self.closed, *self.refreshed]

    def note(self, before: Alert | None, after: Alert) -> None:
        """Count one alert."""
        if after == before:
            self.equal += 1
        elif before is None or before.is_open != after.is_open:
            (self.opened if after.is_open else self.closed).append(after)
        else:
            self.refreshed.append(after)


def rebuild(
    lines: Lines, behind: Collection[tuple[SeriesKey, str]], known: Mapping[AlertKey, Alert], found: Rebuilt
) -> None:
    """Work out the alerts on the series of `lines`, given those that stand `behind` and the alerts `known`."""
    programmes: dict[SeriesKey, set[str]] = {}
    for series, programme in [*behind, *known]:
        programmes.setdefault(series, set()).add(programme)
    for series, figures in lines:
        for programme in sorted(programmes.get(series, ())):
            key = AlertKey(series, programme)
            before = known.get(key)
            after = rebuilt(before, key, figures, stands=(series, programme) in behind)
            if after is not None:
                found.note(before, after)


def keep(found: Rebuilt, store: AlertStore, now: datetime) -> None:
    """Keep the alerts that changed. What is being gathered, written and delivered stays as it is."""
    store.save(found.changed, now)
