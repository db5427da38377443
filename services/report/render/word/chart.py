"""A chart in the document: a picture with its description for those who cannot see it."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from services.report.render.drawing import Drawing
from services.report.render.drawing.pixels import png
from services.report.render.drawing.vectors import svg
from services.report.render.letters import printable

#: Word since 2016 shows these lines in place of the pixels
LINES: Final = (
    f"<a:extLst {nsdecls('a', 'r')}>"
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{link}"/>'
    "</a:ext></a:extLst>"
)


def add_chart(document: Document, drawing: Drawing, title: str, width_mm: float) -> None:
    """Put the chart across `width_mm` of the page: its lines, and its pixels for programs that know no others."""
    content = BytesIO(png(drawing))
    picture = document.add_paragraph(style="Figure").add_run().add_picture(content, width=Mm(width_mm))
    inline = picture._inline  # noqa: SLF001 - python-docx has neither alternative text nor SVG
    properties = inline.find(qn("wp:docPr"))
    properties.set("descr", printable(drawing.alt))
    properties.set("title", printable(title))
    _add_lines(document, inline, svg(drawing))


def _add_lines(document: Document, inline: Any, content: bytes) -> None:
    package = document.part.package
    part = Part(package.next_partname("/word/media/image%d.svg"), "image/svg+xml", content, package)
    link = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    inline.graphic.graphicData.pic.blipFill.blip.append(parse_xml(LINES.format(link=link)))
