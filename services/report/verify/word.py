"""A DOCX file read: its body in order, without what was deleted, and the period its properties name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.report.verify.paging import Pages, is_heading
from shared.office.archive import Rules, open_archive
from shared.office.xml_part import Part, read

RULES = Rules("DOCX", most_entries=2000, files_inside=True)
BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
#: what is no text of the document: deleted, moved away, or the stand-in for programs that know no drawings
ASIDE = frozenset({"del", "moveFrom", "Fallback", "sdtPr"})
#: lists of headings with their pages say nothing of their own
CONTENTS = ("toc", "contents")
WIDEST = 100


@dataclass
class Cell:
    """A cell as it is read: how wide it is, and whether it goes on from the row above."""

    texts: list[str] = field(default_factory=list)
    span: int = 1
    goes_on: bool = False

    @property
    def width(self) -> int:
        return max(1, min(self.span, WIDEST))


@dataclass
class Grid:
    """A table as it is read. `heads` is how many rows from the top are marked as headings."""

    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    cell: Cell | None = None
    heads: int = 0
    head: bool = False

    def close_cell(self) -> None:
        cell, self.cell = self.cell or Cell(), None
        place = len(self.row)
        above = self.rows[-1][place] if cell.goes_on and self.rows and place < len(self.rows[-1]) else ""
        self.row.extend([above or " ".join(cell.texts)] * cell.width)

    def close_row(self) -> None:
        if self.head and self.heads == len(self.rows):
            self.heads += 1
        self.rows.append(self.row)
        self.row, self.head = [], False


@dataclass
class Line:
    """A paragraph as it is read."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""


class Body(Part):
    """word/document.xml, told to the pages as it is read."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self._lines: list[Line] = []
        self._grids: list[Grid] = []
        self._aside = 0

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ASIDE:
            self._aside += 1
        if self._aside:
            return
        if name == "p":
            self._lines.append(Line())
        elif name == "t":
            self.listen()
        elif name in ("tab", "br", "cr") and self._lines:
            self._lines[-1].pieces.append(" ")
        elif name == "noBreakHyphen" and self._lines:
            self._lines[-1].pieces.append("-")
        elif name == "pStyle" and self._lines:
            self._lines[-1].style = _value(attributes).lower()
        else:
            self._opens_table(name, attributes)

    def _opens_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "tbl":
            self._grids.append(Grid())
            return
        grid = self._grids[-1] if self._grids else None
        if grid is None:
            return
        if name == "tc":
            grid.cell = Cell()
        elif name == "tblHeader":
            grid.head = _value(attributes) not in ("0", "false", "off")
        elif grid.cell is not None and name == "gridSpan":
            grid.cell.span = int(_value(attributes)) if _value(attributes).isdigit() else 1
        elif grid.cell is not None and name == "vMerge":
            grid.cell.goes_on = _value(attributes) != "restart"

    def closes(self, name: str, text: str) -> None:
        if name in ASIDE:
            self._aside -= 1
        elif self._aside:
            return
        elif name == "t" and self._lines:
            self._lines[-1].pieces.append(text)
        elif name == "p" and self._lines:
            self._close(self._lines.pop())
        elif self._grids and name in ("tc", "tr", "tbl"):
            self._closes_table(name)

    def _closes_table(self, name: str) -> None:
        grid = self._grids[-1]
        if name == "tc":
            self._pages.take(grid.cell.width if grid.cell else 1)
            grid.close_cell()
        elif name == "tr":
            grid.close_row()
        else:
            self._grids.pop()
            self._pages.table(grid.rows, grid.heads)

    def _close(self, line: Line) -> None:
        text = "".join(line.pieces)
        if self._grids and self._grids[-1].cell is not None:
            if text.strip():
                self._grids[-1].cell.texts.append(text)
        elif not line.style.startswith(CONTENTS):
            self._pages.paragraph(text, heading=is_heading(line.style), caption=line.style == "caption")


class Properties(Part):
    """docProps/core.xml: the words by which our own editions name their period."""

    def __init__(self) -> None:
        super().__init__()
        self.keywords = ""

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "keywords":
            self.listen()

    def closes(self, name: str, text: str) -> None:
        if name == "keywords":
            self.keywords = text.strip()


def read_docx(content: bytes, pages: Pages) -> str:
    """Tell `pages` what the document holds; returns its keywords. Raises Refused when it is none, or not safe."""
    archive = open_archive(content, RULES)
    read(archive, BODY, Body(pages))
    properties = Properties()
    if archive.has(PROPERTIES):
        read(archive, PROPERTIES, properties)
    return properties.keywords


def _value(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == "val"), "")
