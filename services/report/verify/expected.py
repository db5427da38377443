"""An edition as the document it is printed as, without drawing it: what a file of it is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition, PrintedLine
from services.report.domain.claims.words import tidy
from services.report.domain.letter_blocks import NO_NUMBER
from services.report.domain.twins import in_english
from services.report.render.flow import flow
from services.report.render.grid import Grid, Line
from services.report.render.labels import Labels
from services.report.render.languages import labels_in
from services.report.render.pieces import Drawn, Item, Listing, Piece, Said, Sheet, Signature
from services.report.render.prose import text_of
from services.report.verify.framing import also, foot, head
from services.report.verify.paging import Pages, is_heading
from shared.language import Language

#: says which document an annex belongs to, by a number that it may not have yet
ATTACHED = "Annex Of"
#: a page on a screen has no annexes
PAPER = ("Annex Number", "Annex Title", ATTACHED)


def expected(bulletin: Bulletin, language: Language = "vi") -> PrintedEdition:
    """What is computed of an edition, what people wrote in its articles, and what frames both as a document."""
    if language == "en":
        bulletin = in_english(bulletin)
    labels = labels_in(language)
    pieces = _flow(bulletin, labels)
    plain = bulletin.model_copy(update={"articles": (), "sections": ()})
    computed = _computed(_flow(plain, labels) if bulletin.articles or bulletin.sections else pieces)
    letterhead = bulletin.letterhead
    number = "" if NO_NUMBER in letterhead.number else letterhead.number.partition(":")[2].strip()
    return PrintedEdition(
        bulletin.period,
        computed,
        tuple(_lines(bulletin, labels, pieces, Counter(passage.text for passage in computed.passages))),
        _told(bulletin),
        number,
        letterhead.issued_on,
        frozenset(map(tidy, (*also(bulletin, labels), *(one.entry for one in pieces if isinstance(one, Said))))),
        tuple(tidy(piece.drawing.alt) for piece in pieces if isinstance(piece, Drawn)),
    )


def _flow(bulletin: Bulletin, labels: Labels) -> list[Piece]:
    """With every picture of the articles: whether they can be drawn is of no account here."""
    pictures = {picture.sha256: b"" for article in bulletin.articles for picture in article.pictures}
    return flow(bulletin, labels, pictures)


def _told(bulletin: Bulletin) -> frozenset[str]:
    notes = (text for table in bulletin.tables for text in (table.note, *table.footnotes))
    letterhead = bulletin.letterhead
    texts = (*(sentence.text for sentence in bulletin.sentences), *notes, *letterhead.opening, letterhead.closing)
    return frozenset(tidy(text) for text in texts)


def _computed(pieces: Sequence[Piece]) -> Document:
    pages = Pages()
    for piece in pieces:
        if isinstance(piece, Said):
            pages.paragraph(text_of(piece.runs), heading=is_heading(piece.style), caption=piece.style == "Caption")
        elif isinstance(piece, Item):
            pages.paragraph(piece.block.text)
        elif isinstance(piece, Sheet):
            lines = [*piece.grid.lines, *([piece.grid.total] if piece.grid.total else [])]
            pages.table([*_heads(piece.grid), *(_texts(line) for line in lines)], len(piece.grid.heads))
    return pages.document()


def _lines(bulletin: Bulletin, labels: Labels, pieces: Sequence[Piece], ours: Counter[str]) -> Iterator[PrintedLine]:
    yield from head(bulletin, labels)
    heading = ""
    for piece in pieces:
        if isinstance(piece, Signature):
            yield from foot(bulletin.letterhead, labels)
        for style, text in _said(piece):
            heading = text if is_heading(style) else heading
            ours[text] -= 1
            way = text.startswith(labels.annexed.partition("{")[0])
            yield _line(style, text, heading, bulletin, computed=ours[text] >= 0, paper=way or style in PAPER)


def _said(piece: Piece) -> Iterator[tuple[str, str]]:
    """The paragraphs of a piece by their style; captions of tables belong to their tables."""
    if isinstance(piece, Said) and piece.style != "Caption":
        texts = [(piece.style, text_of(piece.runs))]
    elif isinstance(piece, Item):
        texts = [("List", piece.block.text)]
    elif isinstance(piece, Listing):
        texts = [("Listing", text_of(cell)) for row in piece.rows for cell in row]
    else:
        texts = []
    return ((style, tidy(text)) for style, text in texts if tidy(text))


def _line(  # a paragraph, and what it is
    style: str, text: str, heading: str, bulletin: Bulletin, *, computed: bool, paper: bool
) -> PrintedLine:
    if not computed:
        captions = {tidy(picture.caption) for article in bulletin.articles for picture in article.pictures}
        group = "headings" if is_heading(style) else ""
        return PrintedLine(text, "written", heading, group, optional=text in captions)
    blank = style == ATTACHED and NO_NUMBER in bulletin.letterhead.number
    group = "annexes" if paper else "headings" if is_heading(style) else ""
    return PrintedLine(text, "computed", heading, group, open=blank)


def _heads(layout: Grid) -> list[list[str]]:
    """The heading rows, each heading in every place it covers."""
    rows = [[""] * len(layout.leaves) for _ in layout.heads]
    for level, heads in enumerate(layout.heads):
        for head_ in heads:
            for row in rows[level : level + head_.depth]:
                row[head_.start : head_.start + head_.span] = [head_.text] * head_.span
    return rows


def _texts(line: Line) -> list[str]:
    return [line.ordinal, line.name, *(slot.text for slot in line.slots)]
