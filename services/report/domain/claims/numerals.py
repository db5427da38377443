"""Numbers as documents write them, read exactly: 1.234,5 and 88,9%, and the slips 88.9% and 1,234,567."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from shared.vietnamese import number_text, rounded

Notation = Literal["vi", "en"]
#: decimals of what reports print; a number that ends in zeros shows fewer
PRINTED = 2
CELL = re.compile(r"(?P<sign>[-−]?)\s?(?P<digits>\d{1,3}(?: \d{3})+(?:,\d{1,9})?|\d[\d.,]{0,40})\s*(?P<percent>%?)")
MARKS = re.compile(r"(?<=\S)\s*(?:\((?:R|\?|\*+|\d)\)|[*†¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*$")
MARK = re.compile(r"\((?:R|\?)\)")
THOUSANDS_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
THOUSANDS_COMMA = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
#: can be read in one way only, whatever the rest of the document is written in
ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
ENGLISH_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}(?:\.\d+)?")
DECIMAL_POINT = re.compile(r"\d+\.\d{1,2}")
PLAIN = re.compile(r"\d+")


@dataclass(frozen=True)
class Numeral:
    """A number as it stands: its `text`, its value and how many decimals it is stated with."""

    text: str
    value: Decimal
    percent: bool = False
    places: int = 0

    def states(self, exact: Decimal) -> bool:
        """Whether `exact`, or what is printed of it, is this number at the precision it is stated with."""
        return self.value in (exact, rounded(exact, self.places), rounded(rounded(exact), self.places))


# Every sentence asks for the figures of its tables again.
@lru_cache(maxsize=65_536)
def cell_numeral(text: str, notation: Notation = "vi") -> Numeral | None:
    """The number that a whole cell is, without the marks of a corrected or doubted one."""
    bare = text.strip()
    while (shorter := MARKS.sub("", bare)) != bare:
        bare = shorter
    found = CELL.fullmatch(bare)
    if found is None:
        return None
    read = _read(found["digits"].replace(" ", ""), notation, percent=bool(found["percent"]))
    if read is None:
        return None
    value, places = read
    return Numeral(bare, -value if found["sign"] else value, bool(found["percent"]), places)


def differs(difference: Numeral, now: Numeral, before: Numeral) -> bool:
    """Whether a printed difference cannot be that of two printed figures.

    Percents are subtracted before they are rounded, so that the last decimal of what is printed may be another.
    """
    exact, slack = now.value - before.value, Decimal(0)
    most = max(difference.places, now.places, before.places)
    if most and now.percent:
        slack = sum((Decimal(1).scaleb(-(one.places or min(most, PRINTED))) / 2 for one in (now, before)), slack)
    low, high = rounded(exact - slack, difference.places), rounded(exact + slack, difference.places)
    return not (difference.states(exact) or low <= difference.value <= high)


def marks(text: str) -> frozenset[str]:
    """The marks of a corrected or doubted figure."""
    return frozenset(MARK.findall(text))


def notation_of(texts: Iterable[str]) -> Notation:
    """How a table writes thousands: by commas where nothing in it can be read in the other way only.

    Either a number with two commas says so, or every comma goes before three digits and stands beside a decimal point
    or another such number.
    """
    cells = [match for text in texts if (match := CELL.fullmatch(text.strip()))]
    found = [match["digits"] for match in cells]
    commas = [digits for digits in found if "," in digits]
    if any(THOUSANDS_DOT.fullmatch(digits) for digits in found):
        return "vi"
    if any(THOUSANDS_COMMA.fullmatch(digits) for digits in commas):
        return "en"
    points = any(DECIMAL_POINT.fullmatch(digits) for digits in found)
    grouped = all(ENGLISH_GROUP.fullmatch(cell["digits"]) and not cell["percent"] for cell in cells if "," in cell[0])
    return "en" if grouped and len(commas) + points > 1 and commas else "vi"


def _read(digits: str, notation: Notation, *, percent: bool) -> tuple[Decimal, int] | None:
    if PLAIN.fullmatch(digits):
        return Decimal(digits), 0
    if ENGLISH.fullmatch(digits) or (notation == "en" and re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits)):
        return _decimal(digits.replace(",", ""), ".")
    if notation == "en" and re.fullmatch(r"\d+\.\d+", digits):
        return _decimal(digits, ".")
    whole, mark, decimals = digits.partition(",")
    if mark and PLAIN.fullmatch(decimals) and (THOUSANDS_DOT.fullmatch(whole) or PLAIN.fullmatch(whole)):
        return _decimal(digits.replace(".", ""), ",")
    if percent and re.fullmatch(r"\d+\.\d+", digits):
        return _decimal(digits, ".")
    return (Decimal(digits.replace(".", "")), 0) if THOUSANDS_DOT.fullmatch(digits) else None


def _decimal(digits: str, mark: str) -> tuple[Decimal, int]:
    whole, _, decimals = digits.partition(mark)
    return Decimal(f"{whole}.{decimals}" if decimals else whole), len(decimals)


def printed(value: Decimal, *, percent: bool) -> str:
    """A right figure as the product prints it."""
    return f"{number_text(value)}%" if percent else number_text(value)
