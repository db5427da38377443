"""How numbers are written in a file: read as declared, or refused with both readings when nothing is declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.ingest.domain.cell import Cell
from services.ingest.domain.number import THOUSANDS
from services.ingest.domain.strict_json import MAX_DIGITS
from shared.errors import Refused
from shared.figures import plain
from shared.wording import say

Language = Literal["vi", "en", "plain"]
Percent = Literal["shown", "stored"]

FORMS: Mapping[Language, re.Pattern[str]] = {
    "vi": re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.ASCII),
    "en": re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?", re.ASCII),
    "plain": re.compile(r"-?\d+(?:\.\d+)?", re.ASCII),
}
# "vi" turns 1.069,5 into 1069.5; in the others only the comma goes.
TO_PLAIN: Mapping[Language, dict[int, str | None]] = {
    "vi": {ord("."): None, ord(","): "."},
    "en": {ord(","): None},
    "plain": {},
}
SHOWN = 40


@dataclass(frozen=True)
class Notation:
    """How the numbers of a column are written; None is not declared.

    `percent` says what a percent cell means that stores 0.927 and shows 92,7%: 92.7 ("shown") or 0.927 ("stored").
    """

    language: Language | None = None
    percent: Percent | None = None

    def over(self, other: Notation) -> Notation:
        """This notation, and what `other` declares beyond it."""
        return Notation(self.language or other.language, self.percent or other.percent)


WORDS: Mapping[str, Notation] = {
    "vi": Notation(language="vi"),
    "en": Notation(language="en"),
    "plain": Notation(language="plain"),
    "shown": Notation(percent="shown"),
    "stored": Notation(percent="stored"),
}


def parse_notation(text: str) -> Notation:
    """Read "vi", "shown" or "vi:shown". Raises Refused for another word."""
    found = Notation()
    for word in filter(None, (piece.strip().lower() for piece in text.split(":"))):
        if word not in WORDS:
            raise Refused("malformed-request", say("no-notation", text=word[:SHOWN], known=", ".join(WORDS)))
        found = WORDS[word].over(found)
    return found


def parse_notations(text: str) -> dict[str, Notation]:
    """Read "vi", or for each column "value:vi:shown,numerator:en"; under "" stands what holds for all columns."""
    found: dict[str, Notation] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        first, _mark, rest = part.partition(":")
        column, words = ("", part) if first.strip().lower() in WORDS else (first.strip().lower(), rest)
        found[column] = parse_notation(words).over(found.get(column, Notation()))
    return found


def read_written(cell: Cell, notation: Notation) -> Decimal:
    """The number in a cell. Raises Refused when there is none, or when it can be read in two ways."""
    match cell.kind:
        case "number":
            return _bounded(Decimal(str(cell.content)), cell)
        case "percent":
            stored = _bounded(Decimal(str(cell.content)), cell)
            return _percent(stored, notation, cell)
        case "text":
            return _text(str(cell.content), notation, cell)
    text = str(cell.content)
    if cell.kind == "day":
        raise Refused("not-a-number", say("cell-a-day", place=cell.place), value=text)
    raise Refused("not-a-number", say("cell-no-number", place=cell.place, text=text[:SHOWN]), value=text)


def spelled(number: Decimal) -> str:
    """The number as the door takes it: 1.069 is written 1.0690, so that nobody takes it for a thousand."""
    text = f"{number:f}"
    return f"{text}0" if THOUSANDS.fullmatch(text) else text


def _text(text: str, notation: Notation, cell: Cell) -> Decimal:
    bare = text.removesuffix("%").rstrip()
    number = _bounded(_declared(bare, notation, cell), cell)
    return number if bare == text else _percent(number.scaleb(-2), notation, cell)


def _declared(text: str, notation: Notation, cell: Cell) -> Decimal:
    """The one reading of a text in the languages that may be meant."""
    languages = tuple(FORMS) if notation.language is None else (notation.language,)
    readings = {
        Decimal(text.translate(TO_PLAIN[language])): None for language in languages if FORMS[language].fullmatch(text)
    }
    if not readings:
        name = "cell-other-notation" if notation.language else "cell-no-number"
        message = say(name, place=cell.place, text=text[:SHOWN], notation=notation.language)
        raise Refused("not-a-number", message, value=text)
    if len(readings) > 1:
        one, other = readings
        raise _two_ways("cell-two-readings", cell, one, other)
    return next(iter(readings))


def _percent(stored: Decimal, notation: Notation, cell: Cell) -> Decimal:
    shown = stored.scaleb(2)
    if notation.percent is None and stored:
        raise _two_ways("cell-two-percents", cell, shown, stored)
    return stored if notation.percent == "stored" else shown


def _two_ways(name: str, cell: Cell, one: Decimal, other: Decimal) -> Refused:
    text = str(cell.content)
    message = say(name, place=cell.place, text=text[:SHOWN], one=_decimal(one), other=_decimal(other))
    return Refused("ambiguous-number", message, value=text)


def _decimal(number: Decimal) -> str:
    return plain(number).replace(".", ",")


def _bounded(number: Decimal, cell: Cell) -> Decimal:
    if abs(number.adjusted()) > MAX_DIGITS or len(number.as_tuple().digits) > MAX_DIGITS:
        message = say("cell-too-many-digits", place=cell.place, most=MAX_DIGITS)
        raise Refused("number-out-of-bounds", message, value=str(cell.content)[:SHOWN])
    return number
