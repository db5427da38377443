"""Targets as documents name them: a number to reach, to pass or not to pass, or the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.report.domain.claims.claim import Relation
from services.report.domain.claims.numerals import Numeral, cell_numeral

#: of the end of a heading, where its target stands
LONGEST: Final = 100
NUMBER: Final = r"\d[\d.,]*\s*%?"
RANGE: Final = re.compile(
    rf"(?:\btừ\s+|(?={NUMBER}\s+to\s))(?P<lower>{NUMBER})\s+(?:đến|to)\s+(?P<upper>{NUMBER})\s*\)?\s*$", re.IGNORECASE
)
LIMIT: Final = re.compile(
    r"\(?\s*(?P<sign>[≥>≤<]|không (?:vượt )?quá|dưới|trên|at most|less than|more than)?"
    rf"\s*(?P<number>{NUMBER})\s*\)?\s*$",
    re.IGNORECASE,
)
SIGNS: Final[Mapping[str, Relation]] = {
    "≥": "≥", ">": ">", "≤": "≤", "<": "<",
    "không quá": "≤", "không vượt quá": "≤", "dưới": "<", "trên": ">",
    "at most": "≤", "less than": "<", "more than": ">",
}  # fmt: skip
#: what makes a bare number a target
AIMED: Final = re.compile(
    rf"(?:[≥>≤<]|\b(?:không (?:vượt )?quá|dưới|trên|at most|less than|more than|mức|tiêu|target|of|giao|là))"
    rf"\s*{NUMBER}\s*\)?\s*$"
    rf"|\((?!\s*(?:19|20)\d\d\s*\)){NUMBER}\)\s*$",
    re.IGNORECASE,
)
#: where those are who miss a target
MISSED: Final[Mapping[Relation, Relation]] = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "within": "outside"}


def holds(value: Decimal, relation: Relation, bound: Numeral, upper: Numeral | None = None) -> bool:
    """Whether a figure is on that side of `bound`; of a range, whether it lies between it and `upper`."""
    return _holds(value, relation, bound.value, bound.value if upper is None else upper.value)


def _holds(value: Decimal, relation: Relation, bound: Decimal, upper: Decimal) -> bool:
    return {
        "=": value == bound,
        "<": value < bound,
        ">": value > bound,
        "≥": value >= bound,
        "≤": value <= bound,
        "within": bound <= value <= upper,
        "outside": not bound <= value <= upper,
    }[relation]


@dataclass(frozen=True)
class Named:
    """A target as it is named; `upper` is the end of a range that begins at `bound`."""

    text: str
    relation: Relation
    bound: Numeral
    upper: Numeral | None = None

    def meets(self, value: Decimal) -> bool:
        """Both ends of a range belong to it."""
        return holds(value, self.relation, self.bound, self.upper)


def target_in(text: str) -> Named | None:
    """The target that a text ends with; a bare number is to be reached."""
    text = text[-LONGEST:]
    if (found := RANGE.search(text)) is not None:
        lower, upper = cell_numeral(found["lower"]), cell_numeral(found["upper"])
        return Named(f"{lower.text} – {upper.text}", "within", lower, upper) if lower and upper else None
    found = LIMIT.search(text)
    number = cell_numeral(found["number"]) if found else None
    if found is None or number is None:
        return None
    relation = SIGNS.get((found["sign"] or "≥").lower(), "≥")
    return Named(f"{relation} {number.text}", relation, number)


def named_target(heading: str) -> Named | None:
    """The target at the end of a heading; the number of a year, of a quarter or of a decision is none."""
    found = target_in(heading)
    if found is None or found.upper is not None or found.bound.percent:
        return found
    return found if AIMED.search(heading[-LONGEST:]) else None
