"""When two paragraphs are the same text: typography is free, words, numbers and signs are not."""

from __future__ import annotations

import re
from functools import lru_cache

from services.report.domain.claims.kept_head import ISSUED
from services.report.domain.claims.stated import numbers
from shared.catalogue.spelling import normal_form
from shared.english import MONTHS

#: mean something, where other signs only divide
SIGNS = re.compile(r"[%<>≤≥=●○]")
NO_DAY = re.compile(r"\bngày … tháng … năm …")
ENGLISH_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b")
#: of a document, with or without its number in it
NUMBERED = re.compile(r"\b(?:số|No\.)\s*:?\s*[\w()]*\s*/[\w&/-]+", re.IGNORECASE)


@lru_cache(maxsize=8192)
def text_form(text: str) -> str:
    """What two paragraphs have alike that say the same in the same words."""
    found = sorted(numbers(text).elements())
    return "|".join((normal_form(text), " ".join(found), "".join(SIGNS.findall(text))))


@lru_cache(maxsize=8192)
def open_form(text: str) -> str:
    """The same without the number of the document and its day, which are filled in last."""
    text = ISSUED.sub("ngày", NUMBERED.sub("số", text))
    return text_form(ENGLISH_DAY.sub("", NO_DAY.sub("ngày", text)))
