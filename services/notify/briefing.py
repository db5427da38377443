"""What each superior is to be told: alerts that climb to it, and what it heard of that is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.notify.domain.alert import Alert
from services.notify.domain.climbing import next_climb
from services.notify.domain.hours import day_of
from services.notify.domain.told import Telling
from shared.catalogue import Catalogue

#: a superior, and how many levels above the units it hears of
Above = tuple[str, int]


class ToldAbove(Protocol):
    """What units and superiors were told."""

    def first_told(self, alerts: Collection[str]) -> Mapping[str, datetime]: ...

    def told_above(self, superior: str | None = None) -> list[Telling]: ...

    def end(self, tellings: Iterable[Telling], now: datetime) -> None: ...


class NamedAlerts(Protocol):
    """The alerts that superiors know of."""

    def named_alerts(self, names: Collection[str]) -> list[Alert]: ...


@dataclass
class Brief:
    """What one superior is to be told at one level: alerts that climb to it, and what it heard of that is over.

    `forgotten` is what it heard of alerts that are over and have come again since.
    """

    climbing: list[Alert] = field(default_factory=list)
    over: dict[UUID, list[tuple[Telling, Alert]]] = field(default_factory=lambda: defaultdict(list))
    forgotten: list[Telling] = field(default_factory=list)

    @property
    def units(self) -> set[str]:
        over = {each.unit for pairs in self.over.values() for each, _ in pairs}
        return over | {alert.unit for alert in self.climbing} | {each.unit for each in self.forgotten}


def briefs(
    open_alerts: Collection[Alert],
    above: Collection[Telling],
    alerts: NamedAlerts,
    tellings: ToldAbove,
    catalogue: Catalogue,
    *,
    now: datetime,
) -> dict[Above, Brief]:
    """What each superior is to be told now, given the alerts that may climb, and what superiors know (`above`)."""
    found: dict[Above, Brief] = defaultdict(Brief)
    told = tellings.first_told([alert.id for alert in open_alerts])
    for alert in open_alerts:
        climb = next_climb(alert, told.get(alert.id), catalogue)
        if climb is not None and climb.on <= day_of(now):
            found[climb.superior, climb.level].climbing.append(alert)
    known = {alert.id: alert for alert in alerts.named_alerts({each.alert for each in above})}
    for each in above:
        last = known.get(each.alert)
        if last is None:
            # It is behind again: of that spell the superior hears in its turn.
            found[each.told, each.level].forgotten.append(each)
        elif not last.stands:
            found[each.told, each.level].over[each.message].append((each, last))
    return dict(found)
