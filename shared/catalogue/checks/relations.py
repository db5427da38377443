"""What must hold of relations: known indicators and dimensions, sides that can be compared."""

from __future__ import annotations

from shared.catalogue.checks.writing import id_problems, text_problems
from shared.catalogue.draft import Draft, repeated
from shared.catalogue.indicator import Indicator
from shared.catalogue.problem import Problem
from shared.catalogue.relation import Relation, Term
from shared.figures import parse_dimension


def relation_problems(draft: Draft) -> list[Problem]:
    problems = id_problems(draft.relations) + repeated(draft.relations, lambda relation: relation.id, "relation")
    known = draft.by_indicator()
    for stated in draft.relations:
        relation = stated.value
        problems += text_problems(stated, (relation.note_vi, relation.note_en))
        faults = [fault for term in relation.terms for fault in _term_faults(term, known)]
        problems += [stated.problem(fault) for fault in [*faults, *_side_faults(relation)]]
    return problems


def _term_faults(term: Term, known: dict[str, Indicator]) -> list[str]:
    if not term.indicator:
        return []
    indicator = known.get(term.indicator)
    if indicator is None:
        return [f"indicator {term.indicator} is not in indicators.csv"]
    faults = []
    for key, value in parse_dimension(term.dimension).items():
        allowed = (indicator.dimensions or {}).get(key)
        if allowed is None or (allowed and value not in allowed):
            faults.append(f"{term.indicator} has no dimension {key}={value}")
    return faults


def _side_faults(relation: Relation) -> list[str]:
    faults = []
    if relation.left.divisor:
        faults.append("left is the doubted figure or a sum of such: it has no divisor")
    if relation.comparator == "within" and (relation.relative or relation.tolerance <= 1):
        faults.append("within needs a tolerance above 1: the largest factor between the sides")
    if relation.tolerance < 0:
        faults.append(f"tolerance {relation.tolerance} is below 0")
    return faults
