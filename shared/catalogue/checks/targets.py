"""What must hold of programmes and targets: known words, measures that can be met, one target a day for one thing."""

from __future__ import annotations

from shared.catalogue.checks.measures import measure_faults, milestone_problems, near_faults
from shared.catalogue.checks.ties import tie_problems, version_problems
from shared.catalogue.checks.writing import id_problems, span_problems, text_problems
from shared.catalogue.draft import Draft, Stated, repeated
from shared.catalogue.files.units import LEVELS
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.catalogue.target import Scope, Target
from shared.figures import dimension_text, parse_dimension


def programme_problems(draft: Draft) -> list[Problem]:
    problems = id_problems(draft.programmes)
    problems += repeated(draft.programmes, lambda programme: programme.id, "programme")
    problems += repeated(draft.programmes, lambda programme: programme.order, "order")
    for stated in draft.programmes:
        problems += text_problems(stated, (stated.value.name_vi, stated.value.name_en))
        problems += [stated.problem(fault) for fault in near_faults(stated.value.near)]
    return problems


def target_problems(draft: Draft) -> list[Problem]:
    programmes = {stated.value.id for stated in draft.programmes}
    problems = id_problems(draft.targets) + version_problems(draft) + milestone_problems(draft)
    for stated in draft.targets:
        target = stated.value
        problems += text_problems(stated, (target.legal_basis,))
        problems += span_problems(stated, target.valid_from, target.valid_to)
        problems += span_problems(stated, target.due, target.valid_to)
        if target.programme and target.programme not in programmes:
            problems.append(stated.problem(f"programme {target.programme} is not in programmes.csv"))
        problems += [stated.problem(fault) for fault in _scope_faults(target.scope, draft)]
        problems += _measure_problems(stated, draft.by_indicator())
    return problems + tie_problems(draft)


def _scope_faults(scope: Scope, draft: Draft) -> list[str]:
    if scope.kind == "all":
        return [f"scope_value is {scope.value!r}; scope all has none"] if scope.value else []
    known = {"level": LEVELS, "group": draft.groups(), "unit": draft.unit_ids()}[scope.kind]
    return [] if scope.value in known else [f"scope_value {scope.value!r} is not a {scope.kind}"]


def _measure_problems(stated: Stated[Target], indicators: dict[str, Indicator]) -> list[Problem]:
    target = stated.value
    indicator = indicators.get(target.indicator)
    if indicator is None:
        return [stated.problem(f"indicator {target.indicator} is not in indicators.csv")] if target.indicator else []
    faults = [*measure_faults(target, indicator), *near_faults(target.near)]
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
