"""The Word document from its first line to the last annex."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatchmethod

from docx.document import Document

from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.render.flow import flow
from services.report.render.labels import Labels
from services.report.render.paper_size import PORTRAIT_MM
from services.report.render.pdf.paging import pages_of
from services.report.render.pieces import Contents, Drawn, Item, Listing, Photo, Piece, Said, Sheet, Signature, Turn
from services.report.render.word.blocks import foot, head
from services.report.render.word.chart import add_chart
from services.report.render.word.contents import Bookmarks, add_contents
from services.report.render.word.ink import write
from services.report.render.word.listing import add_listing
from services.report.render.word.lists import Lists
from services.report.render.word.page import Paper
from services.report.render.word.photo import add_photo
from services.report.render.word.stamp import describe, pack
from services.report.render.word.style_ids import dress
from services.report.render.word.styles import install
from services.report.render.word.table import add_table
from services.report.render.word.table_styles import install_tables
from services.report.render.word.template import blank


def docx_bytes(bulletin: Bulletin, labels: Labels, pictures: Pictures = NO_PICTURES) -> bytes:
    """The edition as a .docx file; the same bulletin gives the same bytes."""
    document = blank()
    install(document, labels.locale)
    install_tables(document)
    pieces = flow(bulletin, labels, pictures)
    writer = _Writer(document, bulletin, labels, pages_of(bulletin, labels, pieces))
    head(document, bulletin, labels)
    for piece in pieces:
        writer.write(piece)
    describe(document, bulletin, labels)
    return pack(document, bulletin)


class _Writer:
    """Puts one piece after the other on the page."""

    def __init__(self, document: Document, bulletin: Bulletin, labels: Labels, pages: Mapping[str, int]) -> None:
        self._document = document
        self._letterhead = bulletin.letterhead
        self._labels = labels
        self._paper = Paper(document)
        self._lists = Lists(document)
        self._bookmarks = Bookmarks()
        self._pages = pages

    @singledispatchmethod
    def write(self, piece: Piece) -> None:
        raise TypeError(piece)

    @write.register
    def _(self, piece: Said) -> None:
        paragraph = write(dress(self._document.add_paragraph(), piece.style), piece.runs)
        if piece.anchor:
            self._bookmarks.mark(paragraph, piece.anchor)

    @write.register
    def _(self, piece: Item) -> None:
        paragraph = dress(self._document.add_paragraph(), self._lists.style(piece.block))
        self._lists.mark(write(paragraph, piece.block.runs), piece.block, piece.story)

    @write.register
    def _(self, piece: Sheet) -> None:
        add_table(self._document, piece.grid, piece.fit, piece.caption)

    @write.register
    def _(self, piece: Listing) -> None:
        add_listing(self._document, piece)

    @write.register
    def _(self, piece: Photo) -> None:
        add_photo(self._document, piece.picture, piece.content, PORTRAIT_MM)

    @write.register
    def _(self, piece: Drawn) -> None:
        add_chart(self._document, piece.drawing, piece.title, PORTRAIT_MM)

    @write.register
    def _(self, piece: Turn) -> None:
        self._paper.turn(landscape=piece.landscape)

    @write.register
    def _(self, piece: Contents) -> None:
        add_contents(self._document, piece, self._pages)

    @write.register
    def _(self, _: Signature) -> None:
        foot(self._document, self._letterhead, self._labels)
