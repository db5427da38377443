"""A chart in the document: a picture with its description for those who cannot see it."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from services.report.render.drawing import Drawing
from services.report.render.drawing.pixels import png
from services.report.render.letters import printable


def add_chart(document: Document, drawing: Drawing, title: str, width_mm: float) -> None:
    """Put the chart across `width_mm` of the page."""
    content = BytesIO(png(drawing))
    picture = document.add_paragraph(style="Figure").add_run().add_picture(content, width=Mm(width_mm))
    properties = picture._inline.find(qn("wp:docPr"))  # noqa: SLF001 - python-docx has no alternative text
    properties.set("descr", printable(drawing.alt))
    properties.set("title", printable(title))
