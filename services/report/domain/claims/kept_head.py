"""The head of a document against the edition that was kept: its number, its day, and its month or quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from services.report.domain.claims.document import Document, Passage
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.finding import Finding, Place
from shared.vietnamese import date_text, month_text, quarter_text

NUMBER = re.compile(r"\bsố\s*:\s*(?P<number>\d[\w()]*/[\w&/-]+)", re.IGNORECASE)
ISSUED = re.compile(r"\bngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})\b", re.IGNORECASE)
MONTH = re.compile(r"(?<!\d )\btháng\s+(?P<m>\d{1,2})[/ ]\s*(?:năm\s+)?(?P<y>\d{4})\b", re.IGNORECASE)
QUARTER = re.compile(r"\bquý\s+(?P<quarter>[IVX]+/\d{4})\b", re.IGNORECASE)
#: nobody writes a longer head
LONGEST = 12


def head(document: Document, kept: PrintedEdition) -> Iterator[Finding]:
    """What stands above the text, where it is there at all; a clerk may fill in what was left blank."""
    texts = list(_texts(document))
    found = next((match["number"] for text in texts if (match := NUMBER.search(text))), None)
    if kept.number and found is not None and found.casefold() != kept.number.casefold():
        yield _wrong("edition-number", found, kept.number)
    day = next((match for text in texts if (match := ISSUED.search(text))), None)
    if kept.number and kept.issued_on is not None and day is not None and _day(day) != kept.issued_on:
        yield _wrong("edition-date", day[0], date_text(kept.issued_on))
    month = next((match for text in texts if (match := MONTH.search(ISSUED.sub("", text)))), None)
    if month is not None and f"{month['y']}-{int(month['m']):02d}" != kept.period:
        yield _wrong("edition-period", month[0], f"tháng {month_text(kept.period)}")
    quarter = next((match for text in texts if (match := QUARTER.search(text))), None)
    if quarter is not None and quarter["quarter"].upper() != quarter_text(kept.period):
        yield _wrong("edition-period", quarter[0], f"quý {quarter_text(kept.period)}")


def _texts(document: Document) -> Iterator[str]:
    """What stands above the first running text."""
    for block in document.blocks[:LONGEST]:
        if isinstance(block, Passage):
            if len(block.text) > 160 or block.heading[:1].isdecimal():  # noqa: PLR2004  # a heading line is shorter
                return
            yield block.text
        elif block.caption:
            return
        else:
            yield from (text for row in block.rows for text in row)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _wrong(rule: str, says: str, right: str) -> Finding:
    return Finding("contradicted", rule, Place("", paragraph=0), says, right, source="edition")
