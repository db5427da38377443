"""An edition as the document it is printed as, without drawing it: what a file of it is held against."""

from __future__ import annotations

from collections import Counter

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.words import tidy
from services.report.domain.letterhead import NO_NUMBER
from services.report.domain.picture import NO_PICTURES
from services.report.domain.twins import in_english
from services.report.render.flow import flow
from services.report.render.grid import Grid, Line
from services.report.render.languages import labels_in
from services.report.render.pieces import Item, Said, Sheet
from services.report.verify.paging import Pages, is_heading
from shared.language import Language

#: says which document an annex belongs to, by a number that it may not have yet
ATTACHED = "Annex Of"


def expected(bulletin: Bulletin, language: Language = "vi") -> PrintedEdition:
    """What is computed of an edition, and beside it what people wrote in its articles."""
    if language == "en":
        bulletin = in_english(bulletin)
    computed = _pages(bulletin.model_copy(update={"articles": (), "sections": ()}), language)
    ours = Counter(passage.text for passage in computed.passages)
    # What is said of a picture to those who do not see it is no passage where it is seen.
    pictures = {tidy(picture.alt) for article in bulletin.articles for picture in article.pictures}
    written = []
    for passage in _pages(bulletin, language).passages if bulletin.articles else ():
        if ours[passage.text]:
            ours[passage.text] -= 1
        elif not (passage.head or passage.text in pictures):
            written.append(passage)
    letterhead = bulletin.letterhead
    number = "" if NO_NUMBER in letterhead.number else letterhead.number.partition(":")[2].strip()
    return PrintedEdition(bulletin.period, computed, tuple(written), _told(bulletin), number, letterhead.issued_on)


def _told(bulletin: Bulletin) -> frozenset[str]:
    notes = (text for table in bulletin.tables for text in (table.note, *table.footnotes))
    letterhead = bulletin.letterhead
    texts = (*(sentence.text for sentence in bulletin.sentences), *notes, *letterhead.opening, letterhead.closing)
    return frozenset(tidy(text) for text in texts)


def _pages(bulletin: Bulletin, language: Language) -> Document:
    pages = Pages()
    for piece in flow(bulletin, labels_in(language), NO_PICTURES):
        if isinstance(piece, Said) and not (piece.style == ATTACHED and NO_NUMBER in bulletin.letterhead.number):
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
