"""What must hold of programmes and targets: known words, reachable thresholds, one target a day for one thing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import combinations

from shared.catalogue.checks.writing import id_problems, span_problems, spans_overlap, text_problems
from shared.catalogue.draft import Draft, Stated, repeated
from shared.catalogue.files.units import LEVELS
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.catalogue.target import Scope, Target
from shared.figures import dimension_text, parse_dimension

WHOLE = Decimal(100)


def programme_problems(draft: Draft) -> list[Problem]:
    problems = id_problems(draft.programmes)
    problems += repeated(draft.programmes, lambda programme: programme.id, "programme")
    problems += repeated(draft.programmes, lambda programme: programme.order, "order")
    for stated in draft.programmes:
        problems += text_problems(stated, (stated.value.name_vi, stated.value.name_en))
    return problems


def target_problems(draft: Draft) -> list[Problem]:
    programmes = {stated.value.id for stated in draft.programmes}
    problems = id_problems(draft.targets) + repeated(draft.targets, lambda target: target.id, "target")
    for stated in draft.targets:
        target = stated.value
        problems += text_problems(stated, (target.legal_basis,))
        problems += span_problems(stated, target.valid_from, target.valid_to)
        problems += span_problems(stated, target.due, target.valid_to)
        if target.programme and target.programme not in programmes:
            problems.append(stated.problem(f"programme {target.programme} is not in programmes.csv"))
        problems += [stated.problem(fault) for fault in _scope_faults(target.scope, draft)]
        problems += _measure_problems(stated, draft.by_indicator())
    return problems + _ties(draft)


def _scope_faults(scope: Scope, draft: Draft) -> list[str]:
    if scope.kind == "all":
        return [f"scope_value is {scope.value!r}; scope all has none"] if scope.value else []
    known = LEVELS if scope.kind == "level" else draft.unit_ids()
    return [] if scope.value in known else [f"scope_value {scope.value!r} is not a {scope.kind}"]


def _measure_problems(stated: Stated[Target], indicators: dict[str, Indicator]) -> list[Problem]:
    target = stated.value
    indicator = indicators.get(target.indicator)
    if indicator is None:
        return [stated.problem(f"indicator {target.indicator} is not in indicators.csv")] if target.indicator else []
    faults = []
    highest = WHOLE if indicator.measure == "percent" and not indicator.above_100 else None
    if target.threshold < 0 or (highest is not None and target.threshold > highest):
        faults.append(f"threshold {target.threshold} cannot be reached by a {indicator.measure}")
    faults += dimension_faults(target.dimension, indicator)
    return [stated.problem(fault) for fault in faults]


def dimension_faults(text: str, indicator: Indicator) -> list[str]:
    """Why `text` is not the canonical text of a dimension that `indicator` has."""
    try:
        pairs = parse_dimension(text)
    except ValueError as error:
        return [f"dimension: {error}"]
    allowed = indicator.dimensions or {}
    faults = [f"{indicator.id} has no dimension {key}" for key in pairs if key not in allowed]
    faults += [
        f"dimension {key} of {indicator.id} is never {value}"
        for key, value in pairs.items()
        if allowed.get(key) and value not in allowed[key]
    ]
    if dimension_text(pairs) != text:
        faults.append(f"dimension {text!r} is written {dimension_text(pairs)!r}")
    return faults


def _ties(draft: Draft) -> list[Problem]:
    """Two targets of one programme that would judge the same figure."""
    same: dict[tuple[str, str, str, Scope], list[Stated[Target]]] = defaultdict(list)
    for stated in draft.targets:
        target = stated.value
        same[target.programme, target.indicator, target.dimension, target.scope].append(stated)
    return [
        later.problem(f"target {later.value.id} is in force together with {earlier.value.id} of the same programme")
        for targets in same.values()
        for earlier, later in combinations(targets, 2)
        if spans_overlap(_in_force(earlier.value), _in_force(later.value))
    ]


def _in_force(target: Target) -> tuple[date | None, date | None]:
    return max(filter(None, (target.valid_from, target.due)), default=None), target.valid_to
