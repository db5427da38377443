"""Families of indicators: those whose totals are made of each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from shared.catalogue import Catalogue


@lru_cache(maxsize=8)
def families(catalogue: Catalogue) -> Mapping[str, str]:
    """The family of each indicator, named by its first member; an indicator that stands alone is its own family."""
    family = {indicator: indicator for indicator in catalogue.indicators}
    for indicator in catalogue.indicators.values():
        parts = indicator.total.parts if indicator.total else ()
        joined = {family[name] for name in (indicator.id, *parts) if name in family}
        first = min(joined)
        family = {name: first if of in joined else of for name, of in family.items()}
    return family


@lru_cache(maxsize=8)
def needs_neighbours(catalogue: Catalogue) -> frozenset[str]:
    """The families in which the figure of one unit touches another's: through a total, or a place."""
    family = families(catalogue)
    return frozenset(family[i.id] for i in catalogue.indicators.values() if i.total is not None or i.ranked)
