"""Of each programme one target at most judges a figure: no two versions, scopes or groups may claim it alike."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

from shared.catalogue.checks.writing import spans_overlap
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.group import Group
from shared.catalogue.problem import Problem
from shared.catalogue.target import Target

Span = tuple[date | None, date | None]
Pair = tuple[Stated[Target], Stated[Target]]


def version_problems(draft: Draft) -> list[Problem]:
    """Versions of one target are of one programme and figure, and follow each other."""
    of_target: dict[str, list[Stated[Target]]] = defaultdict(list)
    for stated in draft.targets:
        of_target[stated.value.id].append(stated)
    pairs = [pair for versions in of_target.values() for pair in combinations(versions, 2)]
    return [problem for pair in pairs for problem in _version_faults(*pair)]


def _version_faults(earlier: Stated[Target], later: Stated[Target]) -> list[Problem]:
    old, new = earlier.value, later.value
    if old.version == new.version:
        return [later.problem(f"target {new.id} version {new.version} is already in line {earlier.line}")]
    faults = [
        later.problem(f"{field} of target {new.id} is {getattr(old, field)!r} in line {earlier.line}")
        for field in ("programme", "indicator", "dimension")
        if getattr(old, field) != getattr(new, field)
    ]
    if spans_overlap((old.valid_from, old.valid_to), (new.valid_from, new.valid_to)):
        versions = f"version {new.version} of target {new.id} is valid together with version {old.version}"
        faults.append(later.problem(f"{versions} of line {earlier.line}; end that one the day before"))
    return faults


def tie_problems(draft: Draft) -> list[Problem]:
    """Two targets of one programme that would judge the same figure."""
    groups = draft.groups()
    same: dict[tuple[str, str, str, str], list[Stated[Target]]] = defaultdict(list)
    for stated in draft.targets:
        target = stated.value
        same[target.programme, target.indicator, target.dimension, target.scope.kind].append(stated)
    pairs = [pair for targets in same.values() for pair in combinations(targets, 2)]
    problems = []
    for earlier, later in pairs:
        if earlier.value.id != later.value.id and (reason := _tie(earlier.value, later.value, groups)):
            problems.append(later.problem(reason))
    return problems


def _tie(earlier: Target, later: Target, groups: dict[str, Group]) -> str | None:
    shared = _common(_in_force(earlier), _in_force(later))
    if shared is None:
        return None
    together = f"target {later.id} is in force together with {earlier.id} of the same programme"
    if earlier.scope == later.scope:
        return together
    if later.scope.kind != "group" or not {earlier.scope.value, later.scope.value} <= groups.keys():
        return None
    unit = _shared_unit(groups[earlier.scope.value], groups[later.scope.value], shared)
    return unit and f"{together}, and {unit} is in both groups"


def _shared_unit(one: Group, other: Group, within: Span) -> str | None:
    """A unit that belongs to both groups on a day of `within`."""
    for here in one.members:
        for there in other.members:
            both = _common((here.valid_from, here.valid_to), (there.valid_from, there.valid_to))
            if here.unit == there.unit and both is not None and spans_overlap(both, within):
                return here.unit
    return None


def _in_force(target: Target) -> Span:
    return target.judges_from, target.valid_to


def _common(one: Span, other: Span) -> Span | None:
    """The days of both spans, None where they share none."""
    if not spans_overlap(one, other):
        return None
    first = max(filter(None, (one[0], other[0])), default=None)
    return first, min(filter(None, (one[1], other[1])), default=None)
