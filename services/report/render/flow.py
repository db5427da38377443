"""What stands on paper from the head to the last annex, piece by piece, for Word and for PDF alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import Pictures
from services.report.render.annexes import annexed, annexes, captioned, sheet
from services.report.render.grid import grid
from services.report.render.labels import Labels
from services.report.render.links import followed
from services.report.render.listing import listing_widths
from services.report.render.outline import Exhibit, Section, Story, outline
from services.report.render.paper_size import PORTRAIT_MM
from services.report.render.pieces import Contents, Drawn, Item, Listing, Photo, Piece, Said, Signature, said
from services.report.render.prose import Block, Run

#: a document with as many headings has a table of contents
LONG = 10
STYLES = {"paragraph": "Body Text", "quote": "Quote", "picture": "Body Text"}


def flow(bulletin: Bulletin, labels: Labels, pictures: Pictures) -> list[Piece]:
    """Everything below the head of the document, in order."""
    pieces = list(_Flow(bulletin, labels, pictures).pieces())
    entries = tuple(piece for piece in pieces if isinstance(piece, Said) and piece.anchor)
    return [Contents(labels.contents, entries), *pieces] if len(entries) >= LONG else pieces


class _Flow:
    def __init__(self, bulletin: Bulletin, labels: Labels, pictures: Pictures) -> None:
        self._bulletin = bulletin
        self._labels = labels
        self._pictures = pictures
        self._plan = outline(bulletin, labels)
        self._stories = count(1)
        self._annexes = annexes([each for section in self._plan.results for each in section.exhibits], labels)
        self._numbers = {annex.exhibit.table.id: annex.number for annex in self._annexes if annex.exhibit}

    def pieces(self) -> Iterator[Piece]:
        letterhead = self._bulletin.letterhead
        yield from self._say("Body Text", *letterhead.opening)
        yield from self._say("Body Text", self._labels.as_written if self._plan.articles else "")
        for section in self._plan.articles:
            yield said("Part Heading", section.heading, section.id)
            yield from self._told(section.stories)
        if self._plan.results_heading:
            yield said("Part Heading", self._plan.results_heading, "ket-qua")
        for section in self._plan.results:
            yield from self._section(section)
        yield from self._say("Body Text", *self._plan.loose)
        yield from self._say("Lead-in", letterhead.closing)
        yield Signature()
        for annex in self._annexes:
            yield from annexed(annex, self._bulletin, self._labels)

    def _say(self, style: str, *texts: str) -> Iterator[Piece]:
        return (said(style, text) for text in texts if text)

    def _section(self, section: Section) -> Iterator[Piece]:
        yield said("Heading 1", section.heading, section.id)
        for exhibit in section.exhibits:
            yield from self._exhibit(exhibit)
        yield from self._told(section.stories)

    def _exhibit(self, exhibit: Exhibit) -> Iterator[Piece]:
        annex = self._numbers.get(exhibit.table.id)
        leads = bool(exhibit.caption) and annex is None
        yield from self._say("Body Text", *exhibit.before[:-1])
        yield from self._say("Lead-in" if leads else "Body Text", *exhibit.before[-1:])
        if annex is not None:
            table = exhibit.caption.partition(".")[0]
            yield said("Body Text", self._labels.annexed.format(table=table, annex=annex))
        elif exhibit.caption:
            yield from captioned(exhibit.caption, PORTRAIT_MM)
            yield from self._say("Table Note", exhibit.table.note)
            yield from sheet(grid(exhibit.table, self._labels), PORTRAIT_MM, exhibit.caption)
        yield from self._say("Lead-in", exhibit.lead)
        for point in exhibit.points:
            yield Item(Block("bullet", (Run(point),), depth=1, mark="-"), 0)
        yield from self._say("Body Text", *exhibit.after)
        for figure in exhibit.figures:
            yield Drawn(figure.drawing(self._labels), figure.chart.title)
            yield said("Figure Caption", figure.caption)

    def _told(self, stories: tuple[Story, ...]) -> Iterator[Piece]:
        for story in stories:
            place = next(self._stories)
            yield said("Heading 2", story.title)
            if story.cited:
                whole = Run(f"\n{self._labels.full_text}: "), Run(story.link, link=followed(story.link))
                yield Said("Directive", (Run(f"{story.cited}.", bold=True), *(whole if story.link else ())))
            for block in story.blocks:
                yield from self._block(block, place, story.title)
            yield from self._say("Authors", ", ".join(story.authors))

    def _block(self, block: Block, story: int, title: str) -> Iterator[Piece]:
        if block.picture is not None and block.picture.sha256 in self._pictures:
            yield Photo(block.picture, self._pictures[block.picture.sha256])
            yield from self._say("Figure Caption", block.picture.caption)
        elif block.rows:
            yield Listing(block.rows, listing_widths(block.rows, PORTRAIT_MM), title)
            yield said("After Table", "")
        elif block.kind == "heading":
            yield Said(f"Heading {2 + block.depth}", block.runs)
        else:
            yield Said(STYLES[block.kind], block.runs) if block.kind in STYLES else Item(block, story)
