"""The month or quarter that a passage compares with, against the one that the table's own headings name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.report.domain.claims.document import Document
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.reading import plain_numbers
from services.report.domain.claims.tabulation import Tabulation

COMPARED = re.compile(
    r"\bso với\b[^.;:%\d]{0,60}?\b(?:tháng\s+(?P<m>\d{1,2})/(?P<y>\d{4})|quý\s+(?P<quarter>[IVX]+/\d{4}))\b",
    re.IGNORECASE,
)
#: compared with more than the tables do
YEARLY = re.compile(r"\b(?:cùng kỳ|đầu năm|cuối năm)\b", re.IGNORECASE)


def compared_months(document: Document, tables: Sequence[Tabulation]) -> Iterator[Finding]:
    """A passage under a heading whose tables compare with one month must not speak of another.

    One with figures of its own may compare them with any month.
    """
    known: dict[str, list[str]] = {}
    for table in tables:
        labels = (leaf.label for leaf in table.leaves)
        known.setdefault(table.page.heading, []).extend(month for label in labels for month in months_compared(label))
    for passage in document.passages:
        named = known.get(passage.heading, [])
        for month in months_compared(passage.text) if named and not passage.head else ():
            if month not in named and not (plain_numbers(passage.text) or YEARLY.search(passage.text)):
                right = " / ".join(dict.fromkeys(named))
                place = Place(passage.heading, paragraph=passage.number)
                yield Finding("contradicted", "compared-month", place, month, right)


def months_compared(text: str) -> list[str]:
    """The months and quarters that a text says something is compared with: "tháng 02/2023", "quý III/2025"."""
    return [_named(found) for found in COMPARED.finditer(text)]


def _named(found: re.Match[str]) -> str:
    quarter = found["quarter"]
    return f"quý {quarter.upper()}" if quarter else f"tháng {int(found['m']):02d}/{found['y']}"
