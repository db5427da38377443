"""What the catalogue says must hold between indicators, and does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from services.scoring.domain.exact import added, difference
from services.scoring.domain.plausibility.figures import named, short
from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.precision import agreement, half_unit
from services.scoring.domain.plausibility.related import Related, key_of, rest_of
from shared.catalogue import Relation, Side, Term
from shared.facts import Doubt, Figure
from shared.figures import FigureKey, ratio

Outcome = Literal["holds", "cut_off", "broken"]
Known = tuple[Decimal, list[Figure]]


def relation_broken(view: Related) -> Iterator[Finding]:
    """Doubt the figures on the left of a relation that does not hold; the right side may be of months before."""
    for relation in view.relations:
        for place in {rest for term in relation.left.terms if (rest := _rest(term, view)) is not None}:
            yield from _hold(relation, dict(place), view)


def _rest(term: Term, view: Related) -> tuple[tuple[str, str], ...] | None:
    rest = rest_of(term, view.figure.key)
    return None if rest is None else tuple(sorted(rest.items()))


def _hold(relation: Relation, rest: dict[str, str], view: Related) -> Iterator[Finding]:
    left = _side(relation.left, rest, view, now=True)
    right = _side(relation.right, rest, view, now=False)
    if left is None or right is None:
        return
    outcome = compare(relation, left[0], right[0], exact=not relation.right.divisor)
    if outcome != "holds":
        severity = "note" if outcome == "cut_off" else relation.severity
        alone = len(left[1]) == 1 and relation.left.terms[0].part == "value"
        low, high = _bounds(relation, right[0])
        others = [figure for figure in (*left[1], *right[1]) if figure.key != view.figure.key]
        doubt = Doubt(
            rule="relation_broken",
            severity=severity,
            # Of a sum nobody knows which part is wrong.
            expected_from=low if alone else None,
            expected_to=high if alone else None,
            against=tuple(dict.fromkeys(named(figure.key) for figure in others)),
            facts=_facts(relation, left[0], right[0], outcome),
        )
        yield Finding(view.figure.key, doubt)


def compare(relation: Relation, left: Decimal, right: Decimal, *, exact: bool) -> Outcome:
    """Whether the relation holds; an equal quotient (not `exact`) may be rounded, and is noted when cut off."""
    room = relation.tolerance * abs(right) / 100 if relation.relative else relation.tolerance
    match relation.comparator:
        case "<=":
            return "holds" if left <= right + room else "broken"
        case ">=":
            return "holds" if left >= right - room else "broken"
        case "within":
            low, high = sorted((abs(left), abs(right)))
            return "holds" if high <= low * relation.tolerance else "broken"
        case "=":
            if abs(difference(left, right)) <= room + (0 if exact else half_unit(left)):
                return "holds"
            return "cut_off" if not exact and agreement(left, right) == "cut_off" else "broken"


def _side(side: Side, rest: dict[str, str], view: Related, *, now: bool) -> Known | None:
    """What a side comes to and the figures it is made of; None where one is not known."""
    top, bottom = _sum(side.terms, rest, view, now=now), _sum(side.divisor, rest, view, now=now)
    if top is None or bottom is None or (side.divisor and not bottom[0]):
        return None
    value = side.factor * top[0]
    return (ratio(value, bottom[0]) if side.divisor else value), top[1] + bottom[1]


def _sum(terms: Sequence[Term], rest: dict[str, str], view: Related, *, now: bool) -> Known | None:
    figures, amounts = [], []
    for term in terms:
        key = key_of(term, view.figure.unit, rest, view.figure.period)
        figure = _found(key, view, now=now)
        amount = None if figure is None else getattr(figure, term.part)
        if figure is None or amount is None:
            return None
        figures.append(figure)
        amounts.append(amount)
    return added(amounts), figures


def _found(key: FigureKey, view: Related, *, now: bool) -> Figure | None:
    return view.book.figure(key) if now else view.book.latest(key)


def _bounds(relation: Relation, right: Decimal) -> tuple[Decimal | None, Decimal | None]:
    match relation.comparator:
        case "<=":
            return None, right
        case ">=":
            return right, None
        case "within":
            return right / relation.tolerance, right * relation.tolerance
        case "=":
            rounded = round(right, 12)
            return rounded, rounded


def _facts(relation: Relation, left: Decimal, right: Decimal, outcome: Outcome) -> dict[str, str]:
    return {
        "relation": relation.id,
        "kind": outcome,
        "left": short(left, 2),
        "comparator": relation.comparator,
        "right": short(right, 2),
        "note_vi": relation.note_vi,
        "note_en": relation.note_en,
    }
