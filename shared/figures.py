"""The values that make up a figure: its key, period, dimension and decimal number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import StrEnum

PERIOD = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
# Ratios rarely end; twelve decimals keep every comparison exact far beyond what is printed.
RATIO_PLACES = Decimal(1).scaleb(-12)


class Status(StrEnum):
    """What is known of a figure; the last two are never received, only concluded."""

    REPORTED = "reported"
    NO_ACTIVITY = "no_activity"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, order=True)
class SeriesKey:
    """What is followed over time: one unit, one indicator, one dimension (canonical text, "" for none)."""

    unit: str
    indicator: str
    dimension: str = ""


@dataclass(frozen=True, order=True)
class FigureKey:
    """One figure: a series in a period ("2023-02")."""

    unit: str
    indicator: str
    dimension: str
    period: str

    @property
    def series(self) -> SeriesKey:
        return SeriesKey(self.unit, self.indicator, self.dimension)


def is_period(text: str) -> bool:
    """Say whether `text` is a month such as "2023-02"."""
    return PERIOD.fullmatch(text) is not None


def dimension_text(dimension: Mapping[str, str]) -> str:
    """Canonical text of a dimension: sorted `key=value` pairs joined by `;`, "" for none."""
    return ";".join(f"{key}={dimension[key]}" for key in sorted(dimension))


def parse_dimension(text: str) -> dict[str, str]:
    """Read `key=value` pairs joined by `;`. Raises ValueError naming the pair that is not one."""
    pairs: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        key, mark, value = part.partition("=")
        if not (mark and key and value):
            raise ValueError(f"{part!r} is not key=value")
        if key in pairs:
            raise ValueError(f"{key!r} is given twice")
        pairs[key] = value
    return pairs


def plain(number: Decimal) -> str:
    """Decimal text without exponent or trailing zeros: 1E+2 -> "100", 88.90 -> "88.9"."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def ratio(numerator: Decimal, denominator: Decimal, scale: int = 1) -> Decimal:
    """`scale` x numerator / denominator to twelve decimals (scale 100 gives a percent)."""
    with localcontext() as context:
        context.prec = 60
        return (scale * numerator / denominator).quantize(RATIO_PLACES, ROUND_HALF_EVEN).normalize()


def nfc(text: str) -> str:
    """Text in composed form, with the letters that PDF files damage (U+01A2/U+01A3 for Ư/ư) mended."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).replace("\u01a2", "\u01af").replace("\u01a3", "\u01b0")
