"""What must hold of indicators and the rules of their totals."""

from __future__ import annotations

from typing import get_args

from shared.catalogue.checks.writing import id_problems, text_problems
from shared.catalogue.draft import Draft, Stated, repeated
from shared.catalogue.files.units import LEVELS
from shared.catalogue.indicator import Indicator, TotalRule
from shared.catalogue.problem import Problem
from shared.facts.doubt import DoubtRule

CHECKS: tuple[str, ...] = get_args(DoubtRule)


def indicator_problems(draft: Draft) -> list[Problem]:
    problems = id_problems(draft.indicators) + repeated(draft.indicators, lambda one: one.id, "indicator")
    for stated in draft.indicators:
        indicator = stated.value
        problems += text_problems(
            stated, (indicator.name_vi, indicator.name_en, indicator.source_system, indicator.case_vi)
        )
        if indicator.above_100 and indicator.measure != "percent":
            problems.append(stated.problem(f"above_100 is only for percents, {indicator.id} is a {indicator.measure}"))
        problems += [stated.problem(fault) for fault in _growth_faults(indicator)]
        if indicator.total is not None:
            problems += [stated.problem(reason) for reason in _total_faults(indicator, indicator.total, draft)]
    return problems + _circular_parts(draft)


def _growth_faults(indicator: Indicator) -> list[str]:
    faults = [
        f"checks_off: {rule} is not a rule of plausibility" for rule in indicator.checks_off if rule not in CHECKS
    ]
    for pair in filter(None, indicator.cumulative):
        key, _, value = pair.partition("=")
        allowed = (indicator.dimensions or {}).get(key)
        if allowed is None or (allowed and value not in allowed):
            faults.append(f"cumulative: {pair} is not in dimensions")
    return faults


def _total_faults(indicator: Indicator, total: TotalRule, draft: Draft) -> list[str]:
    faults = _member_faults(total, draft) + _way_faults(indicator, total)
    for over in total.over_dimensions:
        faults += _over_faults(indicator, *over)
    return faults + _part_faults(indicator, total, draft.by_indicator())


def _member_faults(total: TotalRule, draft: Draft) -> list[str]:
    units = draft.unit_ids()
    faults = [f"total_levels: {level!r} is not a level" for level in total.members.levels if level not in LEVELS]
    faults += [f"total_units: {unit} is not a unit" for unit in total.members.units if unit not in units]
    if total.unit and total.unit not in units:
        faults.append(f"total_unit {total.unit} is not a unit")
    levels = {stated.value.level for stated in draft.units if stated.value.id == total.unit}
    if total.unit in total.members.units or levels & set(total.members.levels):
        faults.append(f"total_unit {total.unit} is among the members of its own total")
    return faults


def _way_faults(indicator: Indicator, total: TotalRule) -> list[str]:
    ways = [bool(total.members.levels or total.members.units), bool(total.over_dimensions), bool(total.parts)]
    faults = []
    if sum(ways) != 1:
        faults.append("a total has members (total_levels, total_units) or total_over or total_parts: exactly one")
    if total.how == "sum" and indicator.measure in ("percent", "rank"):
        faults.append(f"a {indicator.measure} has no sum")
    if total.how == "ratio_of_sums" and (indicator.measure != "percent" or not ways[0]):
        faults.append("ratio_of_sums is for percents of members")
    return faults


def _over_faults(indicator: Indicator, key: str, value: str) -> list[str]:
    allowed = (indicator.dimensions or {}).get(key)
    if allowed is None or (allowed and value and value not in allowed):
        return [f"total_over {key}={value} is not in dimensions" if value else f"total_over {key} is not in dimensions"]
    return []


def _part_faults(indicator: Indicator, total: TotalRule, known: dict[str, Indicator]) -> list[str]:
    faults = [f"total_parts: {part} is not an indicator" for part in total.parts if part not in known]
    faults += [
        f"total_parts: {part} is a {known[part].measure}, not a {indicator.measure}"
        for part in total.parts
        if part in known and known[part].measure != indicator.measure
    ]
    return faults


def _circular_parts(draft: Draft) -> list[Problem]:
    known = draft.by_indicator()
    return [
        stated.problem(f"{stated.value.id} is a part of its own total")
        for stated in draft.indicators
        if stated.value.id in _all_parts(stated, known)
    ]


def _all_parts(stated: Stated[Indicator], known: dict[str, Indicator]) -> set[str]:
    found: set[str] = set()
    waiting = [stated.value]
    while waiting:
        total = waiting.pop().total
        new = set(total.parts if total else ()) - found
        found |= new
        waiting += [known[part] for part in new if part in known]
    return found
