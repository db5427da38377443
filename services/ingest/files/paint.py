"""How a workbook looks: fonts, fills and borders of forms and marked files, and text that nothing can calculate."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONT = "Times New Roman"
BODY, BOLD = Font(FONT, 11), Font(FONT, 11, bold=True)
TITLE, SMALL = Font(FONT, 14, bold=True), Font(FONT, 10, italic=True)
WHITE_BOLD = Font(FONT, 11, bold=True, color="FFFFFF")
HEAD = PatternFill("solid", fgColor="1F4E79")
INPUT = PatternFill("solid", fgColor="FFF9DB")
CLOSED = PatternFill("solid", fgColor="EDEDED")
NO_FILL = PatternFill()
GOOD = PatternFill("solid", fgColor="E2F0D9")
BAD = PatternFill("solid", fgColor="F8CBAD")
QUIET = PatternFill("solid", fgColor="EDEDED")
LINE = Side(style="thin", color="A6A6A6")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
ABOVE = Alignment(vertical="center")
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
#: what a cell can hold
LONGEST = 32_000


def write_text(cell: Cell, text: str) -> None:
    """Write text that stays text, whatever sign it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    cell.data_type = "s"
    if text[:1] in tuple("=+-@"):
        cell.quotePrefix = True
