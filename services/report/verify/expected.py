"""An edition as the document it is printed as, without drawing it: what a file of it is held against."""

from __future__ import annotations

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document
from services.report.domain.picture import NO_PICTURES
from services.report.render.flow import flow
from services.report.render.grid import Grid, Line
from services.report.render.languages import labels_in
from services.report.render.pieces import Item, Said, Sheet
from services.report.verify.paging import Pages, is_heading


def expected(bulletin: Bulletin, language: str = "vi") -> Document:
    """What is computed of an edition: its text and tables. Articles are people's own words."""
    pages = Pages()
    computed = bulletin.model_copy(update={"articles": ()})
    for piece in flow(computed, labels_in(language), NO_PICTURES):
        if isinstance(piece, Said):
            text = "".join(run.text for run in piece.runs)
            pages.paragraph(text, heading=is_heading(piece.style), caption=piece.style == "Caption")
        elif isinstance(piece, Item):
            pages.paragraph("".join(run.text for run in piece.block.runs))
        elif isinstance(piece, Sheet):
            lines = [*piece.grid.lines, *([piece.grid.total] if piece.grid.total else [])]
            pages.table([*_heads(piece.grid), *(_texts(line) for line in lines)], len(piece.grid.heads))
    return pages.document()


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
