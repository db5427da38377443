"""Which relations a figure takes part in, and with which other figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.scoring.domain.plausibility.book import Book
from shared.catalogue import Catalogue, Relation, Term
from shared.facts import Figure
from shared.figures import FigureKey, SeriesKey, dimension_text, parse_dimension


@dataclass(frozen=True)
class Related:
    """A figure and the relations whose left side it may stand in."""

    figure: Figure
    relations: tuple[Relation, ...]
    book: Book


def rest_of(term: Term, key: FigureKey) -> dict[str, str] | None:
    """What the figure's dimension holds beside the term's pairs; None where the term is not of this figure."""
    if term.indicator != key.indicator:
        return None
    pairs, wanted = parse_dimension(key.dimension), parse_dimension(term.dimension)
    if not wanted.items() <= pairs.items():
        return None
    return {name: value for name, value in pairs.items() if name not in wanted}


def key_of(term: Term, unit: str, rest: Mapping[str, str], period: str) -> FigureKey:
    """The figure a term stands for: its own pairs, and the rest of the dimension it shares with the others."""
    pairs = {**rest, **parse_dimension(term.dimension)}
    return FigureKey(unit, term.indicator, dimension_text(pairs), period)


def relations_with(catalogue: Catalogue, indicator: str) -> tuple[Relation, ...]:
    return _by_indicator(catalogue).get(indicator, ())


@lru_cache(maxsize=8)
def _by_indicator(catalogue: Catalogue) -> Mapping[str, tuple[Relation, ...]]:
    found: dict[str, tuple[Relation, ...]] = {}
    for relation in catalogue.relations.values():
        for indicator in {term.indicator for term in relation.terms}:
            found[indicator] = (*found.get(indicator, ()), relation)
    return found


def related_series(catalogue: Catalogue, key: FigureKey) -> Iterator[tuple[Relation, SeriesKey, bool]]:
    """Every series that a relation ties to the figure, and whether it stands on the left, where doubts go."""
    for relation in relations_with(catalogue, key.indicator):
        rests = [rest for term in relation.terms if (rest := rest_of(term, key)) is not None]
        for rest in rests:
            for term in relation.terms:
                yield relation, key_of(term, key.unit, rest, key.period).series, term in relation.left.terms
