"""The text of a DOCX as it is once every change in it is accepted: what was deleted is no text of it."""

from __future__ import annotations

from collections.abc import Mapping

from services.report.verify.paging import Pages, is_heading
from services.report.verify.word_grid import Cell, Grid, Line
from shared.office.xml_part import Part

#: what is no text of the document: deleted, moved away, how it looked before, the stand-in for a drawing
ASIDE = frozenset({"del", "moveFrom", "Fallback", "sdtPr"}) | {
    f"{what}Change" for what in ("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
}
LOST = frozenset({"del", "moveFrom"})
PROPERTIES = frozenset({"pPr", "trPr"})
#: lists of headings with their pages say nothing of their own
CONTENTS = ("toc", "contents")
LONGEST_SPAN = 6
SPACES: Mapping[str, str] = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}


class Body(Part):
    """Paragraphs and tables, told to the pages as they are read."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self._lines: list[Line] = []
        self._grids: list[Grid] = []
        self._aside = 0
        self._properties: list[str] = []
        self._joined = ""

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in LOST and self._properties and not self._aside:
            self._loses(self._properties[-1])
        if name in ASIDE:
            self._aside += 1
        if self._aside:
            return
        if name in PROPERTIES:
            self._properties.append(name)
        elif name == "p":
            self._lines.append(Line())
        elif name == "docPr":
            self._pages.picture(attributes.get("descr", ""))
        elif self._lines and name in ("r", "vanish", "vertAlign", "t", "pStyle", *SPACES):
            self._opens_run(self._lines[-1], name, attributes)
        else:
            self._opens_table(name, attributes)

    def _opens_run(self, line: Line, name: str, attributes: Mapping[str, str]) -> None:
        if name == "r":
            line.hidden, line.raised = False, False
        elif name == "vertAlign":
            line.raised = "pPr" not in self._properties and _value(attributes) == "superscript"
        elif name == "vanish":
            line.hidden = "pPr" not in self._properties and _is_on(attributes)
        elif name == "t":
            self.listen()
        elif name == "pStyle":
            line.style = _value(attributes).lower()
        elif "pPr" not in self._properties:
            line.pieces.append(SPACES[name])

    def _loses(self, where: str) -> None:
        """The end of a paragraph was deleted, or a whole row."""
        if where == "pPr" and self._lines:
            self._lines[-1].joins = True
        elif where == "trPr" and self._grids:
            self._grids[-1].gone = True

    def _opens_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "tbl":
            self._release()
            self._grids.append(Grid())
            return
        grid = self._grids[-1] if self._grids else None
        if grid is None:
            return
        if name == "tc":
            grid.cell = Cell()
        elif name == "tblHeader":
            grid.head = _is_on(attributes)
        elif grid.cell is not None and name == "gridSpan":
            span = _value(attributes)
            grid.cell.span = int(span) if span.isdecimal() and len(span) <= LONGEST_SPAN else 1
        elif grid.cell is not None and name == "vMerge":
            grid.cell.goes_on = _value(attributes) != "restart"
        elif grid.cell is not None and name == "cellDel":
            grid.cell.gone = True

    def closes(self, name: str, text: str) -> None:
        if name in ASIDE:
            self._aside -= 1
        elif self._aside:
            return
        elif name in PROPERTIES:
            self._properties.pop()
        elif name == "t" and self._lines:
            self._lines[-1].add(text)
        elif name == "p" and self._lines:
            self._close(self._lines.pop())
        elif name == "body":
            self._release()
        elif self._grids and name in ("tc", "tr", "tbl"):
            self._closes_table(name)

    def _closes_table(self, name: str) -> None:
        grid = self._grids[-1]
        if name == "tc":
            self._release()
            self._pages.take(grid.cell.width if grid.cell else 1)
            grid.close_cell()
        elif name == "tr":
            grid.close_row()
        else:
            self._grids.pop()
            self._pages.table(grid.rows, grid.heads, grid.lines)

    def _close(self, line: Line) -> None:
        text, self._joined = self._joined + "".join(line.pieces), ""
        if line.joins:
            self._joined = text
        else:
            self._tell(text, line.style)

    def _tell(self, text: str, style: str) -> None:
        if self._grids and self._grids[-1].cell is not None:
            if text.strip():
                self._grids[-1].cell.texts.append(text)
        elif not style.startswith(CONTENTS):
            self._pages.paragraph(text, heading=is_heading(style), caption=style == "caption")

    def _release(self) -> None:
        """A paragraph without an end that nothing follows ends here."""
        text, self._joined = self._joined, ""
        if text.strip():
            self._tell(text, "")


def _value(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == "val"), "")


def _is_on(attributes: Mapping[str, str]) -> bool:
    return _value(attributes) not in ("0", "false", "off")
