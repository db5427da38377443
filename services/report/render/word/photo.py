"""A picture of an article in the document, with its description."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from services.report.domain.picture import Picture
from services.report.render.letters import printable
from services.report.render.photo_size import photo_mm


def add_photo(document: Document, picture: Picture, content: bytes, width_mm: float) -> None:
    """Put the picture on the page, as large as `width_mm` and its pixels bear."""
    width, _ = photo_mm(picture, width_mm)
    photo = document.add_paragraph(style="Figure").add_run().add_picture(BytesIO(content), width=Mm(width))
    properties = photo._inline.find(qn("wp:docPr"))  # noqa: SLF001 - python-docx has no alternative text
    properties.set("descr", printable(picture.alt))
