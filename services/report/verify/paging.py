"""Blocks gathered into a document: which heading they stand under, which paragraph is the caption of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from services.report.domain.claims.document import Block, Document, PageTable, Passage
from services.report.domain.claims.words import tidy
from shared.errors import Refused
from shared.wording import say

CAPTION = re.compile(r"^(?:Bảng|Biểu|Table)\s+(?:số\s+)?\d+\b", re.IGNORECASE)
HEADING = re.compile(r"^(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2})[.)]\s+\S")
CONTINUED = re.compile(r"\((?:tiếp(?: theo)?|continued)\)", re.IGNORECASE)
HEADING_STYLES = ("heading", "part", "annex", "tieude", "title")
LONGEST_HEADING, LONGEST_TEXT, MOST_BLOCKS, MOST_CELLS = 160, 100_000, 20_000, 200_000


def is_heading(style: str) -> bool:
    """Whether paragraphs of a style of this name or id are headings."""
    return any(mark in style.lower().replace(" ", "") for mark in HEADING_STYLES)


class Pages:
    """Takes the paragraphs and tables of a document in their order."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._heading, self._caption = "", ""
        self._loose: Passage | None = None
        self._pictures: list[str] = []
        self._paragraphs, self._tables, self._cells = 0, 0, 0

    def paragraph(self, text: str, *, heading: bool = False, caption: bool = False) -> None:
        """`heading` and `caption` say what its style calls it; without styles its form decides."""
        line = tidy(text)
        if not line:
            return
        if len(line) > LONGEST_TEXT:
            raise Refused("unsafe-file", say("document-paragraph", most=LONGEST_TEXT))
        self._paragraphs += 1
        if caption or CAPTION.match(line):
            self._release()
            self._caption, self._loose = line, Passage(self._paragraphs, self._heading, line)
            return
        head = heading or (len(line) <= LONGEST_HEADING and bool(HEADING.match(line)) and line[-1] not in ".;:")
        if head:
            self._release()
            self._heading = line
        self._add(Passage(self._paragraphs, self._heading, line, head))

    def table(self, rows: Sequence[Sequence[str]], heads: int = 0, lines: Sequence[str] = ()) -> None:
        """Rows of texts; short ones are filled up. `lines` are the paragraphs of the cells, where they are known."""
        width = max(map(len, rows), default=0)
        self.take(width * len(rows) - sum(map(len, rows)))
        filled = tuple(tuple(tidy(text) for text in row) + ("",) * (width - len(row)) for row in rows)
        self._tables += 1
        if (begun := self._goes_on(filled, heads)) is not None:
            more = filled[max(1, heads) :]
            self._blocks[-1] = replace(begun, rows=(*begun.rows, *more), lines=(*begun.lines, *self._said(lines, more)))
            self._caption, self._loose = "", None
            return
        said = self._said(lines, rows)
        self._add(PageTable(self._tables, self._heading, self._caption, filled, heads, said))
        self._caption, self._loose = "", None

    def _goes_on(self, rows: Sequence[Sequence[str]], heads: int) -> PageTable | None:
        """The table right before, where this one is what a page has cut off it: under the same headings again."""
        last = self._blocks[-1] if self._blocks else None
        count = max(1, heads)
        if not isinstance(last, PageTable) or len(rows) <= count or tuple(rows[:count]) != last.rows[:count]:
            return None
        return last if not self._caption or CONTINUED.search(self._caption) else None

    @staticmethod
    def _said(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
        return tuple(filter(None, map(tidy, lines or (text for row in rows for text in row))))

    def picture(self, text: str) -> None:
        """The words that stand for a picture."""
        if (line := tidy(text)) and line not in self._pictures:
            self._pictures.append(line)

    def take(self, cells: int) -> None:
        """Count cells, merged ones as often as they repeat, before there are too many to keep. Raises Refused."""
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise Refused("unsafe-file", say("document-cells", most=MOST_CELLS))

    def document(self) -> Document:
        self._release()
        return Document(tuple(self._blocks), tuple(self._pictures))

    def _release(self) -> None:
        """A caption without a table is a paragraph as any other."""
        if self._loose is not None:
            self._add(self._loose)
        self._caption, self._loose = "", None

    def _add(self, block: Block) -> None:
        if len(self._blocks) >= MOST_BLOCKS:
            raise Refused("unsafe-file", say("document-blocks", most=MOST_BLOCKS))
        self._blocks.append(block)
