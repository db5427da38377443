"""Claims about the units of one level: "các sở …", "không có huyện nào …" speak of some rows of a table only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.report.domain.claims.claim import AllAt, Claim, Selected, Top
from services.report.domain.claims.names import Names
from services.report.domain.claims.tabulation import Tabulation

#: a word of a level, not the name of a unit that begins with it
DEPARTMENTS: Final = re.compile(r"\b(?:[Ss]ở|[Nn]gành|[Bb]an ngành|[Cc]ấp tỉnh)\b(?!\s+[A-ZĐ])")
DISTRICTS: Final = re.compile(r"\b(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Đđ]ịa phương)\b(?!\s+[A-ZĐ])")
COMMUNES: Final = re.compile(r"(?<![Tt]hị )\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Kk]hu phố)\b(?!\s+[A-ZĐ])")
WORDS: Final = {"department": DEPARTMENTS, "district": DISTRICTS}


def meant(claim: Claim, subject: str, table: Tabulation, names: Names) -> Iterator[Tabulation]:
    """The table by the rows that a sentence can mean: all of them, and those of the one level it speaks of."""
    yield table
    spoken = levels_in(subject)
    if len(spoken) == 1 and isinstance(claim, Selected | Top | AllAt):
        rows = tuple(entry for entry in table.entries if names.level(entry.key) in spoken)
        if 0 < len(rows) < len(table.entries):
            yield replace(table, entries=rows, total=None)


def levels_in(subject: str) -> list[str]:
    """The levels that a text speaks of."""
    return [level for level, word in WORDS.items() if word.search(subject)]
