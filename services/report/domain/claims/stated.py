"""The facts of a sentence apart from its wording: numbers, days, units and which way things went."""

from __future__ import annotations

import re
from collections import Counter

from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import cell_numeral
from shared.catalogue.spelling import bare_form
from shared.figures import nfc, plain

NUMBERS = re.compile(r"\d[\d.,/]*\d%?|\d%?")
WAYS = re.compile(
    r"\b(?:tăng|giảm|giữ nguyên|vượt|thấp hơn|cao hơn|dưới|trên|cao nhất|thấp nhất|nhiều nhất|ít nhất|tất cả|không"
    r"|chưa)\b"
)
CAPITALISED = re.compile(r"\b[^\W\d_a-zà-ỹ][\w&-]*(?:\s+[^\W\d_a-zà-ỹ][\w&-]*)*")


def stated(text: str, names: Names) -> Counter[str]:
    """Every fact as often as it is stated. Names that the catalogue does not know are facts as well."""
    whole = nfc(text)
    facts = numbers(whole)
    facts.update(WAYS.findall(whole.lower()))
    facts.update(names.mentioned(whole))
    # What stands in capitals at the begin of a sentence may be any word.
    facts.update(bare_form(found[0]) for found in CAPITALISED.finditer(whole) if found.start() > 0)
    return facts


def numbers(text: str) -> Counter[str]:
    """Every number and day of a text, however it is written."""
    return Counter(map(_canonical, NUMBERS.findall(text)))


def _canonical(text: str) -> str:
    """One form for 88,9% and 88,90%, for 17/3/2023 and 17/03/2023."""
    if "/" in text:
        return "/".join(part.lstrip("0") for part in text.split("/"))
    number = cell_numeral(text)
    return text if number is None else f"{plain(number.value)}{'%' * number.percent}"
