"""Marks in a table against the notes under it that explain them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.report.domain.claims.document import Document, PageTable, Passage
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.matching import Matched
from services.report.domain.claims.tabulation import Tabulation

LEGEND = re.compile(r"^Ký hiệu (?P<mark>\S+)(?: ở dòng (?P<row>[^:]+?))?\s*:", re.IGNORECASE)
MARKS = ("-", "…")
#: other signs for the same mark
DASHES = str.maketrans("–−", "--")


def legends(document: Document, tables: Sequence[Matched]) -> Iterator[Finding]:
    """In tables of the layout: every mark of a figure is explained under the table, every explained one is there."""
    notes = dict(_notes(document))
    for table in (matched.table for matched in tables):
        found = notes.get(table.page.number, [])
        explained = {_mark(note["mark"]) for note in found}
        for mark in (mark for mark in MARKS if mark not in explained):
            yield from _unexplained(table, mark)
        for note in found:
            yield from _unused(table, note)


def _unexplained(table: Tabulation, mark: str) -> Iterator[Finding]:
    for leaf in table.of_kind("figure"):
        for entry in (*table.entries, *((table.total,) if table.total else ())):
            if _mark(entry.texts[leaf.place]) == mark:
                yield Finding("contradicted", "mark", table.place(leaf, entry), mark)


def _unused(table: Tabulation, note: re.Match[str]) -> Iterator[Finding]:
    rows = [row for row in table.page.rows if note["row"] in (None, row[1])]
    mark = _mark(note["mark"])
    if mark in MARKS and not any(_mark(text) == mark for row in rows for text in row):
        yield Finding("contradicted", "mark", table.place(), "", note[0])


def _mark(text: str) -> str:
    return text.strip().translate(DASHES).replace("...", "…")


def _notes(document: Document) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """The notes right under each table, by its number."""
    notes: list[re.Match[str]] = []
    for block in document.blocks:
        if isinstance(block, PageTable):
            notes = []
            yield block.number, notes
        elif isinstance(block, Passage) and (found := LEGEND.match(block.text)):
            notes.append(found)
