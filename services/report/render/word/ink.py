"""Putting text on the page in named styles only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from services.report.render.letters import printable
from services.report.render.prose import Run, by_link
from services.report.render.word.style_ids import dress, weigh
from services.report.render.word.xml import element, twips

WEIGHTS = {(True, False): "Strong", (False, True): "Emphasis", (True, True): "Strong Emphasis"}


def write(paragraph: Paragraph, runs: Iterable[Run]) -> Paragraph:
    """Add `runs`; a line break in a text stays one, and the letters of a link lead where it leads."""
    for link, members in by_link(runs):
        into = _link(paragraph, link) if link else paragraph._p  # noqa: SLF001 - python-docx writes no links
        for run in members:
            added, weight = paragraph.add_run(printable(run.text)), WEIGHTS.get((run.bold, run.italic), "")
            if link or weight:
                weigh(added, f"Hyperlink {weight}".strip() if link else weight)
            into.append(added._r)  # noqa: SLF001
    return paragraph


def _link(paragraph: Paragraph, address: str) -> Any:
    """A link at the end of the paragraph that has no letters yet."""
    link = element("w:hyperlink", history=1)
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)  # noqa: SLF001
    return link


def say(document: Document, style: str, text: str) -> Paragraph:
    """A paragraph of one weight at the end of the document."""
    return write(dress(document.add_paragraph(), style), [Run(text)])


def fill(cell: _Cell, lines: Iterable[tuple[str, str]]) -> None:
    """Fill a cell with (style, text) paragraphs."""
    for place, (style, text) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        dress(paragraph, style)
        write(paragraph, [Run(text)] if text else [])


def widths(table: Table, millimetres: Iterable[float]) -> None:
    """Fix the columns of a table, so that every program lays it out alike."""
    sizes = [twips(width) for width in millimetres]
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no table width
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.insert_element_before(element("w:tblW", w=sum(sizes), type="dxa"), "w:jc", "w:tblLayout", "w:tblLook")
    for column, size in zip(table._tbl.tblGrid.gridCol_lst, sizes, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(size))
    for row in table._tbl.tr_lst:  # noqa: SLF001
        for cell, size in zip(row.tc_lst, sizes, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(size))
