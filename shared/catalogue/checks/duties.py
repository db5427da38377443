"""What must hold of duties, tasks and working days: known words, and one answer to each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations, product, starmap

from shared.catalogue.checks.targets import dimension_faults
from shared.catalogue.checks.writing import id_problems, span_problems, spans_overlap, text_problems
from shared.catalogue.draft import Draft, Stated, repeated
from shared.catalogue.duty import Duty
from shared.catalogue.files.units import LEVELS
from shared.catalogue.group import Group
from shared.catalogue.problem import Problem
from shared.catalogue.target import Scope

Span = tuple[date | None, date | None]


def duty_problems(draft: Draft) -> list[Problem]:
    programmes = {stated.value.id for stated in draft.programmes}
    problems = id_problems(draft.duties) + repeated(draft.duties, lambda duty: duty.id, "duty")
    for stated in draft.duties:
        duty = stated.value
        problems += text_problems(stated, (duty.legal_basis,))
        problems += span_problems(stated, duty.valid_from, duty.valid_to)
        if duty.applies and (without := sorted(duty.months - draft.calendar.months)):
            reason = f"frequency {duty.frequency} asks for months without an edition: {', '.join(map(str, without))}"
            problems.append(stated.problem(reason))
        problems += [stated.problem(fault) for fault in scope_faults(duty.scope, draft)]
        if duty.programme and duty.programme not in programmes:
            problems.append(stated.problem(f"programme {duty.programme} is not in programmes.csv"))
        indicator = draft.by_indicator().get(duty.indicator)
        if indicator is not None:
            problems += [stated.problem(fault) for fault in dimension_faults(duty.dimension, indicator)]
        elif duty.indicator:
            problems.append(stated.problem(f"indicator {duty.indicator} is not in indicators.csv"))
    return problems + _ties(draft)


def task_problems(draft: Draft) -> list[Problem]:
    problems = id_problems(draft.tasks) + repeated(draft.tasks, lambda task: task.id, "task")
    units = draft.unit_ids()
    for stated in draft.tasks:
        task = stated.value
        problems += text_problems(stated, (task.title, task.legal_basis))
        problems += [stated.problem(fault) for scope in task.scopes for fault in scope_faults(scope, draft)]
        problems += [
            stated.problem(f"coordinating unit {unit!r} is not in units.csv")
            for unit in task.coordinating
            if unit not in units
        ]
        if not task.scopes:
            problems.append(stated.problem("levels, groups and units are empty: nobody has the task"))
    return problems


def working_day_problems(draft: Draft) -> list[Problem]:
    problems = repeated(draft.day_overrides, lambda override: override.day, "day")
    for stated in draft.day_overrides:
        problems += text_problems(stated, (stated.value.legal_basis,))
    return problems


def scope_faults(scope: Scope, draft: Draft) -> list[str]:
    """Why `scope` binds nobody."""
    known = {"level": set[str](LEVELS), "group": set(draft.groups()), "unit": draft.unit_ids()}
    if scope.kind == "all":
        return [f"scope_value is {scope.value!r}; scope all has none"] if scope.value else []
    return [] if scope.value in known[scope.kind] else [f"{scope.value!r} is not a {scope.kind}"]


def _ties(draft: Draft) -> list[Problem]:
    """Two duties of one programme that speak of the same figure with equal right."""
    groups = draft.groups()
    same: dict[tuple[str, str, str, str], list[Stated[Duty]]] = defaultdict(list)
    for stated in draft.duties:
        duty = stated.value
        same[duty.programme, duty.indicator, duty.dimension, duty.scope.kind].append(stated)
    return [
        later.problem(f"duty {later.value.id} is in force together with {earlier.value.id} for the same units")
        for duties in same.values()
        for earlier, later in combinations(duties, 2)
        if _tie(earlier.value, later.value, groups)
    ]


def _tie(earlier: Duty, later: Duty, groups: Mapping[str, Group]) -> bool:
    spans: list[Span] = [(earlier.valid_from, earlier.valid_to), (later.valid_from, later.valid_to)]
    if earlier.scope == later.scope:
        return spans_overlap(*spans)
    if later.scope.kind != "group" or not {earlier.scope.value, later.scope.value} <= groups.keys():
        return False
    one, other = groups[earlier.scope.value].members, groups[later.scope.value].members
    stays = [
        [*spans, (here.valid_from, here.valid_to), (there.valid_from, there.valid_to)]
        for here, there in product(one, other)
        if here.unit == there.unit
    ]
    # Spans that meet two by two share a day.
    return any(all(starmap(spans_overlap, combinations(stay, 2))) for stay in stays)
