"""An edition as the document it is printed as, without drawing it: what a file of it is held against."""

from __future__ import annotations

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document
from services.report.render.grid import Grid, Line, grid
from services.report.render.labels import Labels
from services.report.render.languages import labels_in
from services.report.render.outline import Exhibit, outline
from services.report.verify.paging import Pages


def expected(bulletin: Bulletin, language: str = "vi") -> Document:
    """What is computed of an edition: opening, headings, sentences and tables. Articles are people's own words."""
    labels, pages = labels_in(language), Pages()
    plan = outline(bulletin, labels)
    for text in bulletin.letterhead.opening:
        pages.paragraph(text)
    for section in plan.results:
        pages.paragraph(section.heading, heading=True)
        for exhibit in section.exhibits:
            _exhibit(exhibit, labels, pages)
    for text in (*plan.loose, bulletin.letterhead.closing):
        pages.paragraph(text)
    return pages.document()


def _exhibit(exhibit: Exhibit, labels: Labels, pages: Pages) -> None:
    for text in exhibit.before:
        pages.paragraph(text)
    if exhibit.caption:
        layout = grid(exhibit.table, labels)
        pages.paragraph(exhibit.caption, caption=True)
        rows = [*layout.lines, *([layout.total] if layout.total else [])]
        pages.table([*_heads(layout), *(_texts(row) for row in rows)], len(layout.heads))
        for note in layout.notes:
            pages.paragraph(note)
    for text in (*exhibit.points, *exhibit.after):
        pages.paragraph(text)


def _heads(layout: Grid) -> list[list[str]]:
    """The heading rows, each heading in every place it covers."""
    rows = [[""] * len(layout.leaves) for _ in layout.heads]
    for level, heads in enumerate(layout.heads):
        for head in heads:
            for row in rows[level : level + head.depth]:
                row[head.start : head.start + head.span] = [head.text] * head.span
    return rows


def _texts(line: Line) -> list[str]:
    return [line.ordinal, line.name, *(slot.text for slot in line.slots)]
