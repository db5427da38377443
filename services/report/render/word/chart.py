"""A chart in the document: a picture with its description for those who cannot see it."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from services.report.domain.bulletin import Chart
from services.report.render.chart_png import chart_png
from services.report.render.labels import Labels
from services.report.render.letters import printable


def add_chart(document: Document, chart: Chart, labels: Labels, width_mm: float) -> None:
    """Put the chart across `width_mm` of the page."""
    picture = (
        document.add_paragraph(style="Figure")
        .add_run()
        .add_picture(BytesIO(chart_png(chart, labels, width_mm)), width=Mm(width_mm))
    )
    properties = picture._inline.find(qn("wp:docPr"))  # noqa: SLF001 - python-docx has no alternative text
    properties.set("descr", printable(chart.alt))
    properties.set("title", printable(chart.title))
