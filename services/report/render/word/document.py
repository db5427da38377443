"""The Word document from its first line to the signature."""

from __future__ import annotations

from docx.document import Document

from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.render.grid import grid
from services.report.render.labels import Labels
from services.report.render.outline import Exhibit, Section, Story, outline
from services.report.render.prose import Block, Run
from services.report.render.widths import fit, squeeze
from services.report.render.word.blocks import foot, head
from services.report.render.word.chart import add_chart
from services.report.render.word.ink import say, write
from services.report.render.word.lists import Lists
from services.report.render.word.page import LANDSCAPE_MM, PORTRAIT_MM, Paper
from services.report.render.word.photo import add_photo
from services.report.render.word.stamp import describe, pack
from services.report.render.word.styles import install
from services.report.render.word.table import add_table
from services.report.render.word.table_styles import install_tables
from services.report.render.word.template import blank

COMFORTABLE = 11.0
STYLES = {"heading": "Heading 3", "paragraph": "Body Text", "quote": "Quote", "picture": "Body Text"}


def docx_bytes(bulletin: Bulletin, labels: Labels, pictures: Pictures = NO_PICTURES) -> bytes:
    """The edition as a .docx file; the same bulletin gives the same bytes."""
    document = blank()
    install(document, labels.locale)
    install_tables(document)
    _Writer(document, labels, pictures).edition(bulletin)
    describe(document, bulletin, labels)
    return pack(document, bulletin)


class _Writer:
    """Writes down the page, turning the paper where a table needs it."""

    def __init__(self, document: Document, labels: Labels, pictures: Pictures) -> None:
        self._document = document
        self._labels = labels
        self._pictures = pictures
        self._paper = Paper(document)
        self._lists = Lists(document)
        self._articles = 0

    def edition(self, bulletin: Bulletin) -> None:
        plan = outline(bulletin, self._labels)
        head(self._document, bulletin, self._labels)
        self._say("Body Text", *bulletin.letterhead.opening)
        for section in plan.articles:
            self._say("Part Heading", section.heading)
            self._stories(section.stories)
        if plan.articles and plan.results:
            self._say("Part Heading", self._labels.results)
        for section in plan.results:
            self._section(section)
        self._paper.turn(landscape=False)
        self._say("Body Text", *plan.loose, bulletin.letterhead.closing)
        foot(self._document, bulletin.letterhead, self._labels)

    def _say(self, style: str, *texts: str) -> None:
        for text in filter(None, texts):
            say(self._document, style, text)

    def _section(self, section: Section) -> None:
        for place, exhibit in enumerate(section.exhibits):
            self._paper.turn(landscape=self._wide(exhibit))
            if place == 0:
                self._say("Heading 1", section.heading)
            self._exhibit(exhibit)
        self._stories(section.stories)

    def _wide(self, exhibit: Exhibit) -> bool:
        """Turning the page breaks the reading: a table that reads well upright stays so, whatever its layout allows."""
        upright = fit(grid(exhibit.table, self._labels), PORTRAIT_MM)
        too_small = upright is None or (exhibit.table.landscape and upright.size < COMFORTABLE)
        return bool(exhibit.caption) and too_small

    def _exhibit(self, exhibit: Exhibit) -> None:
        self._say("Lead-in" if exhibit.caption else "Body Text", *exhibit.before)
        if exhibit.caption:
            self._table(exhibit)
        self._say("Lead-in", exhibit.lead)
        for point in exhibit.points:
            self._item(Block("bullet", (Run(point),), depth=1, mark="-"))
        self._say("Body Text", *exhibit.after)
        for figure in exhibit.figures:
            add_chart(self._document, figure.chart, self._labels, min(self._paper.width_mm, PORTRAIT_MM))
            self._say("Figure Caption", figure.caption)

    def _table(self, exhibit: Exhibit) -> None:
        layout = grid(exhibit.table, self._labels)
        width = LANDSCAPE_MM if self._paper.landscape else PORTRAIT_MM
        self._say("Caption", exhibit.caption)
        self._say("Table Note", exhibit.table.note)
        add_table(self._document, layout, fit(layout, width) or squeeze(layout, width), exhibit.caption)
        self._say("Table Footnote", *layout.notes)
        say(self._document, "After Table", "")

    def _stories(self, stories: tuple[Story, ...]) -> None:
        for story in stories:
            self._articles += 1
            self._paper.turn(landscape=False)
            self._say("Heading 2", story.title)
            for block in story.blocks:
                if block.picture is not None and block.picture.sha256 in self._pictures:
                    add_photo(self._document, block.picture, self._pictures[block.picture.sha256], PORTRAIT_MM)
                elif block.kind in STYLES:
                    write(self._document.add_paragraph(style=STYLES[block.kind]), block.runs)
                else:
                    self._item(block)
            self._say("Authors", ", ".join(story.authors))

    def _item(self, block: Block) -> None:
        paragraph = self._document.add_paragraph(style=self._lists.style(block))
        self._lists.mark(write(paragraph, block.runs), block, self._articles)
