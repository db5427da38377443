"""Which scores may change with some figures, and whom to keep out while they are computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from services.scoring.domain.family import families
from services.scoring.domain.index_score import IndexKey, is_scored
from shared.catalogue import Catalogue, Index
from shared.figures import FigureKey

Reached = Mapping[IndexKey, tuple[Index, FigureKey]]


def reached(figures: Iterable[FigureKey], catalogue: Catalogue) -> Reached:
    """The scores that the figures go into, each with its index and the first of the figures."""
    found: dict[IndexKey, tuple[Index, FigureKey]] = {}
    for key in figures:
        for index in catalogue.indices_with(key.indicator, key.dimension):
            day = catalogue.calendar.cut_off(key.period)
            if index.in_force_on(day) and is_scored(key.unit, index, day, catalogue):
                found.setdefault(IndexKey(index.id, key.unit, key.period), (index, key))
    return found


def with_indices(touched: Collection[str], catalogue: Catalogue) -> list[str]:
    """What to lock for these families of indicators, in order: themselves and the indices that their figures go into.

    Who scores a unit must not do so blind to its figures of another family.
    """
    joined = _indices_of(catalogue)
    return sorted({*touched, *(lock for family in touched for lock in joined.get(family, ()))})


@lru_cache(maxsize=8)
def _indices_of(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    family, found = families(catalogue), dict[str, frozenset[str]]()
    for index in catalogue.indices.values():
        for component in index.components:
            name = family.get(component.indicator, component.indicator)
            # The colon keeps an index apart from a family of the same name.
            found[name] = found.get(name, frozenset()) | {f"index:{index.id}"}
    return found
