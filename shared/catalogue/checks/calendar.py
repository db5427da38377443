"""What must hold of the calendar: each edition closes after the one before it."""

from __future__ import annotations

from shared.catalogue.calendar import next_period, previous_period
from shared.catalogue.draft import Draft
from shared.catalogue.problem import Problem


def calendar_problems(draft: Draft) -> list[Problem]:
    problems = []
    for stated in draft.cut_offs:
        period, cut_off = stated.value, draft.calendar.cut_off
        day, following = cut_off(period), next_period(period)
        if day <= cut_off(previous_period(period)):
            problems.append(stated.problem(f"cut-off {day} of {period} is not after that of {previous_period(period)}"))
        if not draft.calendar.has_edition(period):
            problems.append(stated.problem(f"{period} has no edition: its month is not one of months"))
        if day >= cut_off(following):
            problems.append(stated.problem(f"cut-off {day} of {period} is not before that of {following}"))
        # The period of a figure is looked for from two months before its day on.
        if not period <= f"{day:%Y-%m}" <= next_period(following):
            problems.append(stated.problem(f"cut-off {day} of {period} is not within two months after it"))
    return problems
