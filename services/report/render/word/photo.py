"""A picture of an article in the document, with its description and caption."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from services.report.domain.picture import Picture
from services.report.render.letters import printable
from services.report.render.word.ink import say

#: pixels of a picture on a millimetre of paper where the page is wide and high enough
PIXELS_PER_MM = 6
TALLEST_MM = 150
#: left and right of the widest picture together
MARGIN_MM = 15


def add_photo(document: Document, picture: Picture, content: bytes, width_mm: float) -> None:
    """Put the picture on the page, a little narrower than `width_mm`, never enlarged beyond what its pixels bear."""
    width = min(width_mm - MARGIN_MM, picture.width / PIXELS_PER_MM, TALLEST_MM * picture.width / picture.height)
    photo = document.add_paragraph(style="Figure").add_run().add_picture(BytesIO(content), width=Mm(width))
    properties = photo._inline.find(qn("wp:docPr"))  # noqa: SLF001 - python-docx has no alternative text
    properties.set("descr", printable(picture.alt))
    if picture.caption:
        say(document, "Figure Caption", picture.caption)
