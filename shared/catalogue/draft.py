"""A catalogue as its files state it, before it is known to be consistent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from shared.catalogue.calendar import ReportingCalendar
from shared.catalogue.contact import Contact
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.catalogue.target import Programme, Target
from shared.catalogue.unit import Name, Unit

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
class UnitName:
    """A line of unit_names.csv."""

    unit: str
    name: Name


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

    def unit_ids(self) -> set[str]:
        return {unit.value.id for unit in self.units}

    def by_indicator(self) -> dict[str, Indicator]:
        return {indicator.value.id: indicator.value for indicator in self.indicators}


def repeated(stated: Iterable[Stated[T]], key: Callable[[T], K], what: str) -> list[Problem]:
    """Every value whose key a line above it has already."""
    first: dict[K, int] = {}
    problems = []
    for one in stated:
        line = first.setdefault(key(one.value), one.line)
        if line != one.line:
            problems.append(one.problem(f"{what} {key(one.value)} is already in line {line}"))
    return problems
