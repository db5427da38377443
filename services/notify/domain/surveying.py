"""Surveying a province's alerts: how every unit stands, for its standing office and its leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.content import Content
from services.notify.domain.hours import day_of
from services.notify.domain.overview import BehindOf, OwedOf, TaskOf, UnitStanding
from services.notify.domain.telling import describe
from shared.catalogue import Catalogue

#: as many figures as a leader reads on one page
WORST = 10


@dataclass(frozen=True)
class Survey:
    """What is known of a province on a day: its open alerts, and how many of each unit were closed `since` a day.

    `overdue` are the alerts that should have been answered by now.
    """

    alerts: Sequence[Alert]
    closed: Mapping[str, int]
    overdue: frozenset[str]
    since: date
    today: date
    catalogue: Catalogue

    def overview(self, unit: str) -> dict[str, Any]:
        """What every overview for `unit` says."""
        contents = self.contents()
        return {
            "unit": unit,
            "name": self._name(unit),
            "as_of": self.today,
            "period": self.catalogue.calendar.period_of(self.today),
            "standings": self.standings(contents),
            "units": sum(each.exists_on(self.today) for each in self.catalogue.units.values()),
            "owed": tuple(OwedOf(unit=one.unit, name=one.name, owed=owed) for one in contents for owed in one.owed),
            "tasks": tuple(TaskOf(unit=one.unit, name=one.name, task=task) for one in contents for task in one.tasks),
            "traces": (),
        }

    def contents(self) -> list[Content]:
        """What each unit is behind on and may be told, in the order of the catalogue."""
        by_unit = _by_unit(self.alerts)
        order = {unit: place for place, unit in enumerate(self.catalogue.units)}
        units = sorted(by_unit, key=lambda unit: (order.get(unit, len(order)), unit))
        found = (describe(unit, by_unit[unit], None, self.catalogue) for unit in units)
        return [content for content in found if content is not None]

    def worst(self) -> tuple[BehindOf, ...]:
        """The figures furthest behind of all."""
        every = [
            BehindOf(unit=one.unit, name=one.name, behind=behind) for one in self.contents() for behind in one.behind
        ]
        return tuple(sorted(every, key=lambda one: -one.behind.severity)[:WORST])

    def standings(self, contents: Iterable[Content]) -> tuple[UnitStanding, ...]:
        """How each unit stands that has or had alerts, the one with the most first."""
        told = {content.unit: content for content in contents}
        by_unit = _by_unit(self.alerts)
        every = [self._standing(unit, by_unit.get(unit, []), told.get(unit)) for unit in {*by_unit, *self.closed}]
        return tuple(sorted(every, key=lambda one: (-one.open, -one.overdue, one.unit)))

    def _standing(self, unit: str, alerts: Sequence[Alert], content: Content | None) -> UnitStanding:
        known = self.catalogue.units.get(unit)
        return UnitStanding(
            unit=unit,
            name=self._name(unit),
            level="" if known is None else known.level,
            open=len(alerts),
            new=sum(alert.opened_at is not None and day_of(alert.opened_at) >= self.since for alert in alerts),
            closed=self.closed.get(unit, 0),
            acknowledged=sum(alert.state is AlertState.ACKNOWLEDGED for alert in alerts),
            escalated=sum(alert.escalation is not None for alert in alerts),
            overdue=sum(alert.id in self.overdue for alert in alerts),
            oldest=min((alert.began_on for alert in alerts), default=None),
            worst=content.behind[0] if content is not None and content.behind else None,
        )

    def _name(self, unit: str) -> str:
        known = self.catalogue.units.get(unit)
        return unit if known is None else known.name_on(self.today)


def _by_unit(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        found.setdefault(alert.unit, []).append(alert)
    return found
