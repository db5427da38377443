"""The lineage of units: which unit came out of which on what day, by rename, change of level, merger or division."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

SuccessionKind = Literal["rename", "level", "merge", "split"]


@dataclass(frozen=True)
class Succession:
    """From `day` on, `successor` stands for all of `predecessor`, or after a split for some of it.

    A unit that keeps its id through a merger or a division is among its own predecessors.
    """

    day: date
    kind: SuccessionKind
    predecessor: str
    successor: str
    legal_basis: str


@dataclass(frozen=True)
class Origin:
    """What a unit was before `day`: all of `predecessors` together, or, unless `whole`, nobody knows which part."""

    day: date
    predecessors: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class Lineage:
    """Answers what the past of a unit is. A rename or change of level under one id leaves its past its own."""

    successions: tuple[Succession, ...] = ()

    def origin(self, unit: str, day: date) -> Origin | None:
        """How `unit` became what it is on `day`; None if it always was."""
        return max((one for one in self._origins.get(unit, ()) if one.day <= day), key=_day_of, default=None)

    def ancestors(self, unit: str) -> frozenset[str]:
        """Every other unit whose figures may be part of the past of `unit`, through all reorganisations."""
        return _reached(unit, self._predecessors)

    def heirs(self, unit: str) -> frozenset[str]:
        """Every other unit of whose past the figures of `unit` may be a part."""
        return _reached(unit, self._successors)

    @cached_property
    def _origins(self) -> dict[str, list[Origin]]:
        steps: dict[tuple[str, date], list[Succession]] = {}
        for one in self.successions:
            if one.kind in ("merge", "split") or one.predecessor != one.successor:
                steps.setdefault((one.successor, one.day), []).append(one)
        found: dict[str, list[Origin]] = {}
        for (unit, day), ways in steps.items():
            predecessors = tuple(sorted({way.predecessor for way in ways}))
            whole = all(way.kind != "split" for way in ways)
            found.setdefault(unit, []).append(Origin(day, predecessors, whole))
        return found

    @cached_property
    def _predecessors(self) -> dict[str, set[str]]:
        return _linked((one.successor, one.predecessor) for one in self.successions)

    @cached_property
    def _successors(self) -> dict[str, set[str]]:
        return _linked((one.predecessor, one.successor) for one in self.successions)


def _day_of(origin: Origin) -> date:
    return origin.day


def _linked(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    for start, end in pairs:
        links.setdefault(start, set()).add(end)
    return links


def _reached(unit: str, links: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [unit]
    while waiting:
        new = links.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found - {unit})
