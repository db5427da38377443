"""What must hold of the components of an index: known figures, and rules that have what they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from shared.catalogue.checks.targets import dimension_faults
from shared.catalogue.draft import Draft, StatedIndex
from shared.catalogue.index import Component
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem

#: what each rule needs; the other two are not to be given
NEEDS = {
    "saturating": frozenset({"full"}),
    "linear": frozenset({"full", "zero"}),
    "steps": frozenset({"steps"}),
    "inverse": frozenset({"full"}),
}
WHOLE = 100

Fault = tuple[str, str]


def component_problems(stated: StatedIndex, draft: Draft) -> Iterator[Problem]:
    groups, indicators = {group.id for group in stated.value.groups}, draft.by_indicator()
    for place, component in enumerate(stated.value.components):
        faults = [*_figure_faults(component, indicators), *_shape_faults(component)]
        if component.group not in groups:
            faults.append(("group", f"group {component.group} is not one of {', '.join(sorted(groups))}"))
        if not faults:
            faults = [*_rule_faults(component, indicators[component.indicator])]
        for field, reason in faults:
            yield stated.problem_at(f"{component.id}: {reason}", "components", place, field)


def _figure_faults(component: Component, indicators: dict[str, Indicator]) -> Iterator[Fault]:
    indicator = indicators.get(component.indicator)
    if indicator is None:
        yield "indicator", f"indicator {component.indicator} is not in indicators.csv"
        return
    for fault in dimension_faults(component.dimension, indicator):
        yield "dimension", fault


def _shape_faults(component: Component) -> Iterator[Fault]:
    if component.maximum <= 0:
        yield "maximum", f"maximum is {component.maximum}, not above 0"
    given = {name for name in ("full", "zero") if getattr(component, name) is not None}
    given |= {"steps"} if component.steps else set()
    for name in sorted(NEEDS[component.rule] - given):
        yield "rule", f"rule {component.rule} needs {name}"
    for name in sorted(given - NEEDS[component.rule]):
        yield name, f"rule {component.rule} has no {name}"


def _rule_faults(component: Component, indicator: Indicator) -> Iterator[Fault]:
    up, full, zero = indicator.higher_is_better, component.full, component.zero
    if component.rule == "inverse" and (up or full is None or full <= 0):
        yield "rule", f"inverse is for what is better the lower, from a full above 0; {indicator.id}, full {full}"
    if component.rule == "saturating" and full is not None:
        yield from _saturating_faults(component, indicator)
    if component.rule == "linear" and full is not None and zero is not None and (full > zero if up else full < zero):
        return
    if component.rule == "linear":
        better = "higher" if up else "lower"
        yield "full", f"full is {full}, zero {zero}; {indicator.id} is better the {better}, so full is {better}"
    if component.rule == "steps":
        yield from _step_faults(component, indicator)


def _saturating_faults(component: Component, indicator: Indicator) -> Iterator[Fault]:
    full = component.full or 0
    if indicator.higher_is_better and full <= 0:
        yield "full", f"full is {full}, not above 0"
    if indicator.measure == "percent" and not indicator.above_100 and full > WHOLE:
        yield "full", f"full is {full}, which a percent never reaches"
    if not indicator.higher_is_better and (indicator.measure != "percent" or not 0 <= full < WHOLE):
        yield "full", f"{indicator.id} is better the lower: a percent with full below 100, or another rule"


def _step_faults(component: Component, indicator: Indicator) -> Iterator[Fault]:
    wanted = "at_least" if indicator.higher_is_better else "at_most"
    thresholds = Counter(step.threshold for step in component.steps)
    for step in component.steps:
        if (step.at_least is not None, step.at_most is not None) != (wanted == "at_least", wanted == "at_most"):
            yield "steps", f"each step of {indicator.id} has {wanted}, and only that"
        if not 0 <= step.points <= component.maximum:
            yield "steps", f"points of a step are {step.points}, not from 0 to the maximum {component.maximum}"
        if thresholds[step.threshold] > 1:
            yield "steps", f"two steps are at {step.threshold}"
    ordered = sorted(component.steps, key=lambda step: step.threshold, reverse=not indicator.higher_is_better)
    points = [step.points for step in ordered]
    if points != sorted(set(points)):
        yield "steps", "a better figure has more points than a worse one"
    elif points[-1] != component.maximum:
        yield "steps", f"the best step has {points[-1]} points, not the maximum {component.maximum}"
