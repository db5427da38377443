"""The facts of a sentence apart from its wording: numbers, days, units and which way things went."""

from __future__ import annotations

import re
from collections import Counter

from services.report.domain.claims.names import Names
from shared.catalogue.spelling import bare_form
from shared.figures import nfc

NUMBERS = re.compile(r"\d[\d.,/]*\d%?|\d%?")
WAYS = re.compile(
    r"\b(?:tăng|giảm|giữ nguyên|vượt|thấp hơn|cao hơn|dưới|trên|cao nhất|thấp nhất|nhiều nhất|ít nhất|tất cả|không"
    r"|chưa)\b"
)
CAPITALISED = re.compile(r"\b[^\W\d_a-zà-ỹ][\w&-]*(?:\s+[^\W\d_a-zà-ỹ][\w&-]*)*")


def stated(text: str, names: Names) -> Counter[str]:
    """Every fact as often as it is stated. Names that the catalogue does not know are facts as well."""
    whole = nfc(text)
    facts = Counter(NUMBERS.findall(whole))
    facts.update(WAYS.findall(whole.lower()))
    facts.update(names.mentioned(whole))
    # What stands in capitals at the begin of a sentence may be any word.
    facts.update(bare_form(found[0]) for found in CAPITALISED.finditer(whole) if found.start() > 0)
    return facts
