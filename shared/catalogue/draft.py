"""A catalogue as its files state it, before it is known to be consistent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from shared.catalogue.alert_policy import AlertPolicy
from shared.catalogue.baseline import StartingFigure
from shared.catalogue.calendar import ReportingCalendar
from shared.catalogue.contact import Contact
from shared.catalogue.dimension import DimensionName
from shared.catalogue.duty import Duty
from shared.catalogue.group import Group, Membership
from shared.catalogue.index import Index
from shared.catalogue.indicator import Indicator
from shared.catalogue.lineage import Succession
from shared.catalogue.milestone import Milestone
from shared.catalogue.problem import Problem
from shared.catalogue.relation import Relation
from shared.catalogue.target import Programme, Target
from shared.catalogue.task import Task
from shared.catalogue.unit import Name, Unit
from shared.catalogue.yaml_lines import YamlFile

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True)
class Stated(Generic[T]):
    """A value and the place where a file states it."""

    value: T
    file: str
    line: int

    def problem(self, reason: str) -> Problem:
        return Problem(self.file, self.line, reason)


@dataclass(frozen=True)
class StatedIndex(Stated[Index]):
    """An index and the file that states it, part by part."""

    source: YamlFile

    def problem_at(self, reason: str, *place: str | int) -> Problem:
        return self.source.problem(place, reason)


@dataclass(frozen=True)
class StatedPolicy(Stated[AlertPolicy]):
    """A policy on alerts and the file that states it, part by part."""

    source: YamlFile

    def problem_at(self, reason: str, *place: str | int) -> Problem:
        return self.source.problem(place, reason)


@dataclass(frozen=True)
class UnitName:
    """A line of unit_names.csv."""

    unit: str
    name: Name


@dataclass(frozen=True)
class GroupMember:
    """A line of groups.csv: a group with one of its memberships."""

    id: str
    name_vi: str
    name_en: str
    membership: Membership


@dataclass(frozen=True)
class TargetMilestone:
    """A line of milestones.csv."""

    target: str
    version: str
    milestone: Milestone


@dataclass(frozen=True)
class DayOverride:
    """A line of working_days.csv."""

    day: date
    working: bool
    legal_basis: str


@dataclass(frozen=True)
class Draft:
    """Everything the files state, in their order. Ids may still repeat or point nowhere."""

    units: Sequence[Stated[Unit]] = ()
    names: Sequence[Stated[UnitName]] = ()
    indicators: Sequence[Stated[Indicator]] = ()
    programmes: Sequence[Stated[Programme]] = ()
    targets: Sequence[Stated[Target]] = ()
    contacts: Sequence[Stated[Contact]] = ()
    calendar: ReportingCalendar = field(default_factory=ReportingCalendar)
    cut_offs: Sequence[Stated[str]] = ()
    group_members: Sequence[Stated[GroupMember]] = ()
    milestones: Sequence[Stated[TargetMilestone]] = ()
    duties: Sequence[Stated[Duty]] = ()
    tasks: Sequence[Stated[Task]] = ()
    day_overrides: Sequence[Stated[DayOverride]] = ()
    lineage: Sequence[Stated[Succession]] = ()
    baselines: Sequence[Stated[StartingFigure]] = ()
    relations: Sequence[Stated[Relation]] = ()
    indices: Sequence[StatedIndex] = ()
    dimension_names: Sequence[Stated[DimensionName]] = ()
    alert_policy: StatedPolicy | None = None

    def unit_ids(self) -> set[str]:
        return {unit.value.id for unit in self.units}

    def by_indicator(self) -> dict[str, Indicator]:
        return {indicator.value.id: indicator.value for indicator in self.indicators}

    def groups(self) -> dict[str, Group]:
        """The groups by id, each with its memberships in the order of the file."""
        found: dict[str, Group] = {}
        for stated in self.group_members:
            line = stated.value
            members = found[line.id].members if line.id in found else ()
            found[line.id] = Group(line.id, line.name_vi, line.name_en, (*members, line.membership))
        return found


def repeated(stated: Iterable[Stated[T]], key: Callable[[T], K], what: str) -> list[Problem]:
    """Every value whose key a line above it has already."""
    first: dict[K, int] = {}
    problems = []
    for one in stated:
        line = first.setdefault(key(one.value), one.line)
        if line != one.line:
            problems.append(one.problem(f"{what} {key(one.value)} is already in line {line}"))
    return problems
