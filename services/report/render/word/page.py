"""The sheet of paper: A4 with the margins of the decree, turned where a table needs the width."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Mm

from services.report.render.paper_size import (
    EDGE_MM,
    HEADER_MM,
    LANDSCAPE_MM,
    LEFT_MM,
    LONG_MM,
    PORTRAIT_MM,
    RIGHT_MM,
    SHORT_MM,
)
from services.report.render.word.xml import field


class Paper:
    """The sheets of one document; it starts upright."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.landscape = False
        first = document.sections[0]
        _lay(first, SHORT_MM, LONG_MM)
        first.different_first_page_header_footer = True
        first.header.is_linked_to_previous = False
        number = first.header.paragraphs[0]
        number.style = "Header"
        field(number, "PAGE")
        first.first_page_header.is_linked_to_previous = False

    @property
    def width_mm(self) -> int:
        return LANDSCAPE_MM if self.landscape else PORTRAIT_MM

    def turn(self, *, landscape: bool) -> None:
        """Start a new page when the text has to turn."""
        if landscape == self.landscape:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        _lay(section, *((LONG_MM, SHORT_MM) if landscape else (SHORT_MM, LONG_MM)))
        self.landscape = landscape


def _lay(section: Section, width: int, height: int) -> None:
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.top_margin = section.bottom_margin = Mm(EDGE_MM)
    section.header_distance = section.footer_distance = Mm(HEADER_MM)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
