"""What must hold of units: one root of each, one spelling one unit, one name a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

from shared.catalogue.checks.writing import id_problems, span_problems, spans_overlap, text_problems
from shared.catalogue.draft import Draft, Stated, UnitName, repeated
from shared.catalogue.problem import Problem
from shared.catalogue.spelling import spellings
from shared.catalogue.unit import Unit


def unit_problems(draft: Draft) -> list[Problem]:
    problems = id_problems(draft.units) + repeated(draft.units, lambda unit: unit.id, "unit")
    coded = [stated for stated in draft.units if stated.value.national_code]
    problems += repeated(coded, lambda unit: unit.national_code, "national_code")
    for stated in draft.units:
        unit = stated.value
        problems += span_problems(stated, unit.valid_from, unit.valid_to)
        problems += text_problems(stated, (unit.short_name, *unit.aliases))
        if not unit.names:
            problems.append(stated.problem(f"unit {unit.id} has no name in unit_names.csv"))
    return problems + _parent_problems(draft) + _spelling_problems(draft) + _name_problems(draft)


def _parent_problems(draft: Draft) -> list[Problem]:
    parents = {stated.value.id: stated.value.parent for stated in draft.units}
    problems = []
    for stated in draft.units:
        parent = stated.value.parent
        if parent is not None and parent not in parents:
            problems.append(stated.problem(f"parent {parent} is not a unit"))
        elif _above(stated.value.id, parents):
            problems.append(stated.problem(f"unit {stated.value.id} is above itself"))
    return problems


def _above(unit: str, parents: dict[str, str | None]) -> bool:
    """Say whether following the parents of `unit` leads back to it."""
    seen: set[str] = set()
    at = parents.get(unit)
    while at is not None and at not in seen:
        if at == unit:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _spelling_problems(draft: Draft) -> list[Problem]:
    owners: dict[str, list[Stated[Unit]]] = defaultdict(list)
    for stated in draft.units:
        for form in spellings(stated.value):
            owners[form].append(stated)
    return [
        later.problem(f"{form!r} is a spelling of {earlier.value.id} and of {later.value.id}")
        for form, units in owners.items()
        for earlier, later in combinations(units, 2)
        if earlier.value.id != later.value.id and spans_overlap(_span(earlier.value), _span(later.value))
    ]


def _span(unit: Unit) -> tuple[date | None, date | None]:
    return unit.valid_from, unit.valid_to


def _name_problems(draft: Draft) -> list[Problem]:
    problems = []
    of_unit: dict[str, list[Stated[UnitName]]] = defaultdict(list)
    for stated in draft.names:
        name = stated.value.name
        problems += text_problems(stated, (name.text,)) + span_problems(stated, name.valid_from, name.valid_to)
        if stated.value.unit not in draft.unit_ids():
            problems.append(stated.problem(f"unit {stated.value.unit} is not in units.csv"))
        of_unit[stated.value.unit].append(stated)
    for names in of_unit.values():
        problems += [
            later.problem(f"{later.value.name.text!r} is in force together with {earlier.value.name.text!r}")
            for earlier, later in combinations(names, 2)
            if spans_overlap(
                (earlier.value.name.valid_from, earlier.value.name.valid_to),
                (later.value.name.valid_from, later.value.name.valid_to),
            )
        ]
    return problems
