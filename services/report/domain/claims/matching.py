"""Which table of the layout a table of a document is, and which columns are which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.report.domain.claims.tabulation import Leaf, Tabulation
from services.report.domain.claims.words import likeness, weights, words
from services.report.domain.layout import Variant

HOLES = re.compile(r"\{[^{}]*\}|[\[\]]")
NUMBERED = re.compile(r"^(?:Bảng|Table)\s+\d+[.:]?\s*", re.IGNORECASE)
#: how much of the words of a title must be there, in thousandths
ALIKE = 600


@dataclass(frozen=True)
class Matched:
    """A table of the layout found in a document; `leaves` are by the layout's keys."""

    variant: Variant
    table: Tabulation
    leaves: Mapping[str, Leaf]


def matched(variants: Sequence[Variant], tables: Sequence[Tabulation]) -> list[Matched]:
    """Each table of the layout with the table that has its title and as many figures; others are left out."""
    titles = [words(HOLES.sub(" ", variant.title)) for variant in variants]
    weight = weights(titles)
    found = []
    for variant, title in zip(variants, titles, strict=True):
        ranked = sorted(
            (table for table in tables if len(table.of_kind("figure")) == len(variant.columns)),
            key=lambda table, title=title: -likeness(words(NUMBERED.sub("", table.page.caption)), title, weight),  # type: ignore[misc]
        )
        if ranked and likeness(words(ranked[0].page.caption), title, weight) >= ALIKE:
            keys = [column.key for column in variant.columns]
            leaves = dict(zip(keys, ranked[0].of_kind("figure"), strict=True))
            found.append(Matched(variant, ranked[0], leaves))
    return found
