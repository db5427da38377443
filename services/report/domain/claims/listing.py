"""The units that a sentence lists: names with commas and "và" in them, figures in brackets after them."""

from __future__ import annotations

import re

from services.report.domain.claims.claim import Listed
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import cell_numeral

SEPARATOR = re.compile(r"(\s*[;,]\s+|\s+và\s+)(?![^(]*\))")
ITEM = re.compile(r"^(?P<name>[^()]+?)\s*(?:\((?:đạt\s+|là\s+)?(?P<number>[^()]*)\))?[.;\s]*$")
#: of pieces a name may have: "Sở Lao động, Thương binh và Xã hội"
LONGEST = 5


def listed(text: str, names: Names) -> list[Listed]:
    """The units in their order. A piece that names no known unit stands for itself."""
    pieces = SEPARATOR.split(text.strip(" ,;"))
    found, place = [], 0
    while place < len(pieces):
        item, place = _next(pieces, place, names)
        if item is not None:
            found.append(item)
    return found


def _next(pieces: list[str], place: int, names: Names) -> tuple[Listed | None, int]:
    """The longest name that begins here, and where the next one does."""
    for end in range(min(len(pieces), place + 2 * LONGEST - 1), place, -2):
        item = _item("".join(pieces[place:end]), names)
        if item is not None and names.is_unit(item.name):
            return item, end + 1
    return _item(pieces[place], names), place + 2


def _item(text: str, names: Names) -> Listed | None:
    found = ITEM.match(text.strip())
    if found is None:
        return None
    number = cell_numeral(found["number"]) if found["number"] else None
    return Listed(found["name"].strip(), names.key(found["name"].strip()), number)
