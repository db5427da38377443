"""Blocks gathered into a document: which heading they stand under, which paragraph is the caption of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.report.domain.claims.document import Block, Document, PageTable, Passage
from services.report.domain.claims.words import tidy
from shared.errors import Refused
from shared.wording import say

CAPTION = re.compile(r"^(?:Bảng|Biểu|Table)\s+(?:số\s+)?\d+\b", re.IGNORECASE)
HEADING = re.compile(r"^(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2})[.)]\s+\S")
HEADING_STYLES = ("heading", "part", "annex", "tieude", "title")
LONGEST_HEADING, MOST_BLOCKS, MOST_CELLS = 160, 20_000, 200_000


def is_heading(style: str) -> bool:
    """Whether paragraphs of a style of this name or id are headings."""
    return any(mark in style.lower().replace(" ", "") for mark in HEADING_STYLES)


class Pages:
    """Takes the paragraphs and tables of a document in their order."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._heading, self._caption = "", ""
        self._paragraphs, self._tables, self._cells = 0, 0, 0

    def paragraph(self, text: str, *, heading: bool = False, caption: bool = False) -> None:
        """`heading` and `caption` say what its style calls it; without styles its form decides."""
        line = tidy(text)
        if not line:
            return
        self._paragraphs += 1
        if caption or CAPTION.match(line):
            self._caption = line
            return
        head = heading or (len(line) <= LONGEST_HEADING and bool(HEADING.match(line)) and line[-1] not in ".;:")
        if head:
            self._heading, self._caption = line, ""
        self._add(Passage(self._paragraphs, self._heading, line, head))

    def table(self, rows: Sequence[Sequence[str]], heads: int = 0) -> None:
        """Rows of texts; short ones are filled up."""
        width = max(map(len, rows), default=0)
        self.take(width * len(rows) - sum(map(len, rows)))
        filled = tuple(tuple(tidy(text) for text in row) + ("",) * (width - len(row)) for row in rows)
        self._tables += 1
        self._add(PageTable(self._tables, self._heading, self._caption, filled, heads))
        self._caption = ""

    def take(self, cells: int) -> None:
        """Count cells, merged ones as often as they repeat, before there are too many to keep. Raises Refused."""
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise Refused("unsafe-file", say("document-cells", most=MOST_CELLS))

    def document(self) -> Document:
        return Document(tuple(self._blocks))

    def _add(self, block: Block) -> None:
        if len(self._blocks) >= MOST_BLOCKS:
            raise Refused("unsafe-file", say("document-blocks", most=MOST_BLOCKS))
        self._blocks.append(block)
