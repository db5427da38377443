"""How ids and names must be written, and how two spans of days relate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from shared.catalogue.draft import Stated
from shared.catalogue.problem import Problem
from shared.figures import nfc

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")


def id_problems(stated: Iterable[Stated[Any]]) -> list[Problem]:
    """Ids that an event could not carry: they are small letters, digits and hyphens."""
    return [
        one.problem(f"id {one.value.id!r} is not small letters, digits and hyphens")
        for one in stated
        if one.value.id and not IDENTIFIER.fullmatch(one.value.id)
    ]


def text_problems(stated: Stated[Any], texts: Iterable[str]) -> list[Problem]:
    """Texts that are not composed Unicode (NFC) or hold the letters U+01A2, U+01A3 that PDF files put for Ư, ư."""
    return [stated.problem(f"{text!r} is not NFC or holds U+01A3 for ư") for text in texts if nfc(text) != text]


def span_problems(stated: Stated[Any], first: date | None, last: date | None) -> list[Problem]:
    """A span of days that ends before it begins."""
    if first is not None and last is not None and last < first:
        return [stated.problem(f"ends on {last}, before it begins on {first}")]
    return []


def spans_overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Say whether two spans share a day; None is open."""
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)
