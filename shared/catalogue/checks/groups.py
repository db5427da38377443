"""What must hold of groups: known units, one name, each unit once on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

from shared.catalogue.checks.writing import IDENTIFIER, span_problems, spans_overlap, text_problems
from shared.catalogue.draft import Draft, GroupMember, Stated
from shared.catalogue.problem import Problem


def group_problems(draft: Draft) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[str, Stated[GroupMember]] = {}
    stays: dict[tuple[str, str], list[Stated[GroupMember]]] = defaultdict(list)
    for stated in draft.group_members:
        line = stated.value
        problems += _line_problems(stated, draft)
        named = first.setdefault(line.id, stated).value
        if (named.name_vi, named.name_en) != (line.name_vi, line.name_en):
            problems.append(stated.problem(f"group {line.id} has another name in line {first[line.id].line}"))
        stays[line.id, line.membership.unit].append(stated)
    return problems + [problem for of_unit in stays.values() for problem in _twice(of_unit)]


def _line_problems(stated: Stated[GroupMember], draft: Draft) -> list[Problem]:
    line, member = stated.value, stated.value.membership
    problems = text_problems(stated, (line.name_vi, line.name_en))
    problems += span_problems(stated, member.valid_from, member.valid_to)
    if line.id and not IDENTIFIER.fullmatch(line.id):
        problems.append(stated.problem(f"group {line.id!r} is not small letters, digits and hyphens"))
    if member.unit and member.unit not in draft.unit_ids():
        problems.append(stated.problem(f"unit {member.unit} is not in units.csv"))
    return problems


def _twice(stays: list[Stated[GroupMember]]) -> list[Problem]:
    return [
        later.problem(f"unit {later.value.membership.unit} is in group {later.value.id} in line {earlier.line} already")
        for earlier, later in combinations(stays, 2)
        if spans_overlap(_span(earlier), _span(later))
    ]


def _span(stated: Stated[GroupMember]) -> tuple[date | None, date | None]:
    return stated.value.membership.valid_from, stated.value.membership.valid_to
