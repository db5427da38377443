"""What is wrong with a letterhead: values its texts ask for that nobody knows, and a title that says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.report.domain.layout_check import ENGLISH, Flaw
from services.report.domain.letterhead import LetterheadRule
from services.report.domain.pattern import names_in

TITLE = frozenset({"month", "quarter"})
TEXT = TITLE | {"as_of"}
#: what is filled in, by field; all other texts are printed as they are
KNOWN: Mapping[str, frozenset[str]] = {
    "number": TEXT | {"number"},
    "title": TITLE,
    "abstract": TEXT,
    "opening": TEXT,
}


def letterhead_flaws(rule: LetterheadRule) -> Iterator[Flaw]:
    """Every flaw of a letterhead with its place in the file."""
    if not rule.title.strip():
        yield ("title",), "title is empty"
    for field, text in rule:
        known = KNOWN.get(field.removesuffix(ENGLISH), frozenset())
        for name in names_in(text if isinstance(text, str) else " ".join(text)):
            if name not in known:
                allowed = f"known: {', '.join(sorted(known))}" if known else "this text is printed as it is written"
                yield (field,), f"{{{name}}} is not known here; {allowed}"
