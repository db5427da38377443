"""The two table styles: figures within lines, and the invisible frame of the head and the signature."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.table import Table

from services.report.render.word.xml import element, twips

CELL_MARGIN_MM = 1.0
FIGURES, BLOCK = "Figures Table", "Block Table"
SIDES = ("top", "left", "bottom", "right")
LINE = {"val": "single", "sz": 4, "space": 0, "color": "000000"}


def install_tables(document: Document) -> None:
    """Add both styles to the document."""
    lines = element("w:tblBorders", *(element(f"w:{side}", **LINE) for side in (*SIDES, "insideH", "insideV")))
    centred = element("w:tcPr", element("w:vAlign", val="center"))
    _add(document, FIGURES, [lines, _margins(CELL_MARGIN_MM, 0.4)], [centred])
    _add(document, BLOCK, [_margins(0, 0)], [])


def unpadded(table: Table) -> None:
    """Say it again at the table: LibreOffice overlooks a style's margins of nothing."""
    table._tbl.tblPr.insert_element_before(_margins(0, 0), "w:tblLook")  # noqa: SLF001 - python-docx has no cell margins


def _margins(side_mm: float, edge_mm: float) -> Any:
    sizes = dict(zip(SIDES, (edge_mm, side_mm, edge_mm, side_mm), strict=True))
    return element("w:tblCellMar", *(element(f"w:{side}", w=twips(size), type="dxa") for side, size in sizes.items()))


def _add(document: Document, name: str, properties: list[Any], cells: list[Any]) -> None:
    document.styles.element.append(
        element(
            "w:style",
            element("w:name", val=name),
            element("w:basedOn", val="TableNormal"),
            element("w:uiPriority", val=59),
            element("w:tblPr", *properties),
            *cells,
            type="table",
            customStyle=1,
            styleId=name.replace(" ", ""),
        )
    )
