"""The language that a sender is answered in: Vietnamese, or English where it is preferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Language = Literal["vi", "en"]
DEFAULT: Language = "vi"
#: one of the header's languages, with its weight
RANGE = re.compile(
    r"\s*(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?"
)
LONGEST = 500

#: the language of the request that is being answered
LANGUAGE: ContextVar[Language] = ContextVar("language", default=DEFAULT)


def preferred(accept_language: str | None) -> Language:
    """What an Accept-Language header asks for; Vietnamese where it asks for neither, or for both alike."""
    weights = {"vi": 0.0, "en": 0.0}
    others = 0.0
    for text in (accept_language or "")[:LONGEST].split(","):
        found = RANGE.fullmatch(text)
        if not found:
            continue
        weight = float(found[2] or 1)
        name = found[1].lower().partition("-")[0]
        if name == "*":
            others = weight
        elif name in weights:
            weights[name] = max(weights[name], weight)
    vietnamese = weights["vi"] or others
    return "en" if weights["en"] > vietnamese else "vi"


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Answer in this language within the block."""
    token = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(token)
