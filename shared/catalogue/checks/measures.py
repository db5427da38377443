"""What must hold of the measure of a target: a threshold within reach, two ends in order, a path that leads to it."""

from __future__ import annotations

from decimal import Decimal

from shared.catalogue.draft import Draft
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.catalogue.target import Target

WHOLE = Decimal(100)
DOWNWARDS = ("<=", "<")


def highest_of(indicator: Indicator) -> Decimal | None:
    """The highest value a figure may have; None for no bound."""
    return WHOLE if indicator.measure == "percent" and not indicator.above_100 else None


def measure_faults(target: Target, indicator: Indicator) -> list[str]:
    return [
        *_reach_faults(target, indicator),
        *_kind_faults(target),
        *_path_faults(target),
        *_margin_faults(target, highest_of(indicator)),
    ]


def near_faults(near: Decimal | None) -> list[str]:
    if near is None or 0 < near < WHOLE:
        return []
    return [f"near is {near}, not a percent of the threshold above 0 and below 100"]


def milestone_problems(draft: Draft) -> list[Problem]:
    """Steps of targets that are not there, and two steps of one day."""
    known = {(stated.value.id, stated.value.version) for stated in draft.targets}
    problems = []
    first: dict[tuple[object, ...], int] = {}
    for stated in draft.milestones:
        step = stated.value
        if (step.target, step.version) not in known:
            problems.append(stated.problem(f"target {step.target} version {step.version} is not in targets.csv"))
        line = first.setdefault((step.target, step.version, step.milestone.day), stated.line)
        if line != stated.line:
            problems.append(stated.problem(f"day {step.milestone.day} of {step.target} is already in line {line}"))
    return problems


def _reach_faults(target: Target, indicator: Indicator) -> list[str]:
    highest = highest_of(indicator)
    asked = [("threshold", target.threshold), ("upper", target.upper), ("path_start", target.path_start)]
    asked += [("milestone", step.threshold) for step in target.milestones]
    return [
        f"{name} {value} cannot be reached by a {indicator.measure}"
        for name, value in asked
        if value is not None and (value < 0 or (highest is not None and value > highest))
    ]


def _kind_faults(target: Target) -> list[str]:
    faults = []
    if (target.comparator == "between") != (target.upper is not None):
        faults.append("upper belongs to comparator between, which needs it")
    if target.upper is not None and target.upper <= target.threshold:
        faults.append(f"upper is {target.upper}, not above threshold {target.threshold}")
    if target.kind == "ceiling" and target.comparator not in DOWNWARDS:
        faults.append(f"comparator of a ceiling is {target.comparator!r}, not one of {', '.join(DOWNWARDS)}")
    return faults


def _path_faults(target: Target) -> list[str]:
    line = (target.path_from, target.path_start)
    if line == (None, None) and not target.milestones:
        return []
    faults = []
    if (target.path_from is None) != (target.path_start is None):
        faults.append("path_from and path_start belong together: one is empty")
    if target.path_from is not None and target.milestones:
        faults.append("has path_from and lines in milestones.csv: at most one path")
    if target.comparator == "between":
        faults.append("comparator between has no path")
    if target.due is None:
        faults.append("due is empty; a path leads to the day the target is due")
    else:
        days = [target.path_from, *(step.day for step in target.milestones)]
        faults += [
            f"path begins on {day}, not before it is due on {target.due}" for day in days if day and day >= target.due
        ]
    return faults


def _margin_faults(target: Target, highest: Decimal | None) -> list[str]:
    margin = target.margin
    if margin is None:
        return []
    if margin < 0:
        return [f"margin is {margin}, not 0 or more"]
    room = _room(target, highest)
    if room is not None and margin > room:
        return [f"margin is {margin}, but a figure can meet the target by {room} at most"]
    return []


def _room(target: Target, highest: Decimal | None) -> Decimal | None:
    """By how much the target can be met; None for any amount."""
    if target.comparator == "between":
        return None if target.upper is None else (target.upper - target.threshold) / 2
    if target.comparator in DOWNWARDS:
        return target.threshold
    return None if highest is None else highest - target.threshold
