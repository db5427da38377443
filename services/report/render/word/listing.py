"""A small table within an article."""

from __future__ import annotations

from docx.document import Document

from services.report.render.letters import printable
from services.report.render.pieces import Listing
from services.report.render.word.ink import widths, write
from services.report.render.word.style_ids import dress
from services.report.render.word.styles import table_style
from services.report.render.word.table import keep
from services.report.render.word.table_styles import FIGURES
from services.report.render.word.xml import element

SIZE = 12


def add_listing(document: Document, listing: Listing) -> None:
    """Draw it in lines, its headings repeated on every page; the article's title is its description."""
    table = document.add_table(len(listing.rows), len(listing.widths), FIGURES)
    widths(table, listing.widths)
    table._tbl.tblPr.append(element("w:tblCaption", val=printable(listing.caption)))  # noqa: SLF001
    head, body = (table_style(document, part, SIZE) for part in ("Table Head", "Table Name"))
    for place, (row, cells) in enumerate(zip(table.rows, listing.rows, strict=True)):
        keep(row, heading=place == 0)
        for cell, runs in zip(row.cells, cells, strict=False):
            write(dress(cell.paragraphs[0], body if place else head), runs)
