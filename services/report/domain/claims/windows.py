"""The days a table's figures are said to be of, against the days in its own headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.report.domain.claims.document import Document, PageTable, Passage
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.reading import plain_numbers
from services.report.domain.claims.sayings import WINDOW, days_in
from services.report.domain.claims.tabulation import Tabulation
from shared.vietnamese import date_text

PRESENTS = re.compile(r"\b(?:thống kê|số liệu|kết quả|bảng|cụ thể|như sau)\b", re.IGNORECASE)

PLANNED = re.compile(r"\b(?:kế hoạch|mục tiêu|thời hạn|lộ trình|chậm nhất|trước)\b", re.IGNORECASE)


def windows(document: Document, tables: Sequence[Tabulation]) -> Iterator[Finding]:
    """A passage that only presents the table right after it must end on a day that the table names."""
    by_page = {table.page.number: table for table in tables}
    for passage, page in zip(document.blocks, document.blocks[1:], strict=False):
        if not (isinstance(passage, Passage) and isinstance(page, PageTable)) or page.number not in by_page:
            continue
        said = [day for found in WINDOW.finditer(passage.text) for day in days_in(found[0])[-1:]]
        known = days_in(" ".join(leaf.label for leaf in by_page[page.number].leaves))
        presents = PRESENTS.search(passage.text) and not PLANNED.search(passage.text)
        if not said or not known or plain_numbers(passage.text) or not presents:
            continue
        if said[-1] not in known:
            right = " / ".join(dict.fromkeys(map(date_text, known)))
            place = Place(passage.heading, paragraph=passage.number)
            yield Finding("contradicted", "window", place, date_text(said[-1]), right, page.caption)
