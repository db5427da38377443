"""A leaflet as a Word document: named styles only, table headings that repeat."""

from __future__ import annotations

from datetime import datetime, time

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from services.report.render.leaflet.leaflet import Leaflet, Panel
from services.report.render.letters import printable
from services.report.render.looks import Look
from services.report.render.prose import Run
from services.report.render.word.ink import say, widths, write
from services.report.render.word.page import Paper
from services.report.render.word.stamp import packed
from services.report.render.word.style_ids import dress
from services.report.render.word.styles import add, install, table_style
from services.report.render.word.table_styles import FIGURES, install_tables
from services.report.render.word.template import blank
from services.report.render.word.xml import element

LEFT_MM, RIGHT_MM, EDGE_MM = 20, 15, 13
WIDTH_MM = 210 - LEFT_MM - RIGHT_MM
PARTS = {"left": "Table Name", "centre": "Table Centre", "right": "Table Right"}


def leaflet_docx(leaflet: Leaflet) -> bytes:
    """The leaflet as a .docx file; the same leaflet gives the same bytes."""
    document = blank()
    install(document, leaflet.locale)
    install_tables(document)
    for look in _looks(leaflet.size):
        add(document, look)
    Paper(document)
    _margins(document)
    _head(document, leaflet)
    for panel in leaflet.panels:
        _panel(document, panel, leaflet.size)
    _describe(document, leaflet)
    return packed(document, leaflet.day)


def _looks(size: float) -> tuple[Look, ...]:
    """A leaflet is no administrative document of its own: its letters are as large as its sheet allows."""
    return (
        Look("Leaflet Issuer", size=size, bold=True),
        Look("Leaflet Mark", size=size, bold=True, align="right", caps=True),
        Look("Leaflet Title", size=size + 1, align="centre", before=2),
        Look("Leaflet Subject", size=size + 4, bold=True, align="centre", keep_next=True, outline=0),
        Look("Leaflet Source", size=size, italic=True, align="centre", after=2),
        Look("Leaflet Count", size=size + 1, bold=True, align="centre", before=2, after=2),
        Look("Leaflet Heading", size=size + 1, bold=True, before=5, after=2, keep_next=True, outline=1),
        Look("Leaflet Text", size=size, align="both", after=1),
        Look("Leaflet Note", size=size - 1, italic=True, before=1, after=1),
    )


def _margins(document: Document) -> None:
    section = document.sections[0]
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.top_margin = section.bottom_margin = Mm(EDGE_MM)


def _head(document: Document, leaflet: Leaflet) -> None:
    say(document, "Leaflet Issuer", leaflet.issuer)
    if leaflet.mark:
        say(document, "Leaflet Mark", leaflet.mark)
    say(document, "Leaflet Title", leaflet.title)
    say(document, "Leaflet Subject", leaflet.subject)
    say(document, "Leaflet Source", leaflet.source)
    say(document, "Leaflet Count", "   |   ".join(f"{number} {what}" for number, what in leaflet.counts))


def _panel(document: Document, panel: Panel, size: float) -> None:
    say(document, "Leaflet Heading", panel.heading)
    if panel.text:
        say(document, "Leaflet Text", panel.text)
    for point in panel.points:
        say(document, "Leaflet Text", f"- {point}")
    if panel.rows:
        _table(document, panel, size)
    if panel.note:
        say(document, "Leaflet Note", panel.note)


def _table(document: Document, panel: Panel, size: float) -> None:
    table = document.add_table(1 + len(panel.rows), len(panel.columns), FIGURES)
    whole = sum(column.share for column in panel.columns)
    widths(table, [WIDTH_MM * column.share / whole for column in panel.columns])
    table._tbl.tblPr.append(element("w:tblCaption", val=panel.heading))  # noqa: SLF001
    head, *rows = table.rows
    _keep(head, "w:cantSplit", "w:tblHeader")
    heading = table_style(document, "Table Head", size)
    for cell, column in zip(head.cells, panel.columns, strict=True):
        write(dress(cell.paragraphs[0], heading), [Run(column.heading)])
    styles = [table_style(document, PARTS[column.align], size) for column in panel.columns]
    for row, fields in zip(rows, panel.rows, strict=True):
        _keep(row, "w:cantSplit")
        for cell, field, style in zip(row.cells, fields, styles, strict=True):
            paragraph = dress(cell.paragraphs[0], style)
            if field.text:
                write(paragraph, [Run(field.text, bold=field.weighs)])


def _keep(row: object, *tags: str) -> None:
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]  # noqa: SLF001
    for tag in tags:
        if properties.find(qn(tag)) is None:
            properties.append(element(tag))


def _describe(document: Document, leaflet: Leaflet) -> None:
    core = document.core_properties
    core.title = printable(f"{leaflet.subject} – {leaflet.title}")[:255]
    core.author = core.last_modified_by = printable(leaflet.issuer)[:255]
    core.subject = printable(leaflet.source)[:255]
    core.comments = ""
    core.identifier = leaflet.identifier
    core.language = leaflet.locale
    core.created = core.modified = datetime.combine(leaflet.day, time())
    core.revision = 1
