"""The catalogue of a province: its units, indicators, targets, calendar and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from shared.catalogue.alert_policy import AlertPolicy
from shared.catalogue.baseline import StartingFigure
from shared.catalogue.calendar import ReportingCalendar
from shared.catalogue.contact import Contact
from shared.catalogue.dimension import DimensionNames
from shared.catalogue.duty import Duty
from shared.catalogue.group import Group
from shared.catalogue.index import Index
from shared.catalogue.indicator import Indicator, Members
from shared.catalogue.lineage import Lineage
from shared.catalogue.relation import Relation
from shared.catalogue.target import Programme, Target
from shared.catalogue.task import Task
from shared.catalogue.unit import Unit
from shared.catalogue.working_days import WorkingDays
from shared.figures import SeriesKey


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything a province is, apart from its figures. Immutable; keyed by id, in the order of the files.

    A target or index may have several versions, so it is keyed by id and version. Equal only to itself: what follows
    from it can be remembered.
    """

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    targets: Mapping[tuple[str, str], Target]
    programmes: Mapping[str, Programme]
    calendar: ReportingCalendar
    contacts: tuple[Contact, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    tasks: Mapping[str, Task] = field(default_factory=dict)
    working: WorkingDays = field(default_factory=WorkingDays)
    lineage: Lineage = field(default_factory=Lineage)
    baselines: tuple[StartingFigure, ...] = ()
    indices: Mapping[tuple[str, str], Index] = field(default_factory=dict)
    dimension_names: DimensionNames = field(default_factory=DimensionNames)
    alert_policy: AlertPolicy = field(default_factory=AlertPolicy)

    @cached_property
    def _targets_of(self) -> dict[tuple[str, str], list[Target]]:
        found: dict[tuple[str, str], list[Target]] = {}
        for target in self.targets.values():
            found.setdefault((target.indicator, target.dimension), []).append(target)
        return found

    def targets_of(self, indicator: str, dimension: str) -> list[Target]:
        """Every version of every target for exactly this indicator and dimension (canonical text)."""
        return self._targets_of.get((indicator, dimension), [])

    @cached_property
    def _duties_of(self) -> dict[tuple[str, str], list[Duty]]:
        found: dict[tuple[str, str], list[Duty]] = {}
        for duty in self.duties:
            found.setdefault((duty.indicator, duty.dimension), []).append(duty)
        return found

    def duties_of(self, indicator: str, dimension: str) -> list[Duty]:
        """Every duty to report exactly this indicator and dimension (canonical text)."""
        return self._duties_of.get((indicator, dimension), [])

    @cached_property
    def _baselines_of(self) -> dict[SeriesKey, list[StartingFigure]]:
        found: dict[SeriesKey, list[StartingFigure]] = {}
        for start in sorted(self.baselines, key=lambda start: self.programmes[start.programme].order):
            found.setdefault(start.series, []).append(start)
        return found

    def baselines_of(self, series: SeriesKey) -> list[StartingFigure]:
        """What programmes started from in this series, in the order of the programmes."""
        return self._baselines_of.get(series, [])

    @cached_property
    def _indices_with(self) -> dict[tuple[str, str], list[Index]]:
        found: dict[tuple[str, str], list[Index]] = {}
        for index in self.indices.values():
            for series in {component.series for component in index.components}:
                found.setdefault(series, []).append(index)
        return found

    def indices_with(self, indicator: str, dimension: str) -> list[Index]:
        """Every version of every index that has a component of exactly this indicator and dimension."""
        return self._indices_with.get((indicator, dimension), [])

    @cached_property
    def _days_of(self) -> dict[str, tuple[date, date]]:
        found: dict[str, tuple[date, date]] = {}
        for target in self.targets.values():
            first, last = found.get(target.programme, (date.max, date.min))
            began, ended = target.valid_from or date.min, target.valid_to or date.max
            found[target.programme] = min(first, began), max(last, ended)
        return found

    def runs_on(self, programme: str, day: date) -> bool:
        """Whether `day` lies between the first and the last day of the programme's targets; always without targets."""
        first, last = self._days_of.get(programme, (date.min, date.max))
        return first <= day <= last

    def near_of(self, target: Target) -> Decimal | None:
        """The band of `target` in percent of its threshold, its own or its programme's; None for no band."""
        programme = self.programmes.get(target.programme)
        if target.near is not None or programme is None:
            return target.near
        return programme.near

    def members(self, members: Members, day: date) -> list[Unit]:
        """The units that `members` names and that exist on `day`."""
        return [
            unit
            for unit in self.units.values()
            if (unit.level in members.levels or unit.id in members.units) and unit.exists_on(day)
        ]

    def contacts_of(self, unit: str) -> list[Contact]:
        return [contact for contact in self.contacts if contact.unit == unit]
