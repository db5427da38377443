"""The named styles of the document: each size and weight of the decree has one, on whatever paper it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.report.render.paper_size import PORTRAIT_MM


@dataclass(frozen=True)
class Look:
    """A paragraph style: sizes and gaps in points, indents in millimetres; dots lead to `leader_mm`."""

    name: str
    size: float = 13
    bold: bool = False
    italic: bool = False
    align: Literal["left", "centre", "right", "both"] = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    exact: bool = False
    keep_next: bool = False
    caps: bool = False
    outline: int | None = None
    leader_mm: float = 0
    border: Literal["", "top", "box"] = ""


INDENT = 10
LOOKS = (
    Look("Body Text", align="both", first=INDENT, after=6, line=1.15),
    Look("Lead-in", align="both", first=INDENT, after=6, line=1.15, keep_next=True),
    Look("Heading 1", bold=True, align="both", first=INDENT, before=12, after=6, keep_next=True, outline=0),
    Look("Heading 2", bold=True, align="both", first=INDENT, before=6, after=6, keep_next=True, outline=1),
    Look("Heading 3", bold=True, italic=True, align="both", first=INDENT, before=6, after=6, keep_next=True, outline=2),
    Look("Heading 4", italic=True, align="both", first=INDENT, before=6, after=6, keep_next=True, outline=3),
    Look("Part Heading", size=14, bold=True, align="centre", before=14, after=8, keep_next=True, caps=True, outline=0),
    Look("List Bullet", align="both", after=6, line=1.15),
    Look("List Bullet 2", align="both", after=6, line=1.15),
    Look("List Number", align="both", after=6, line=1.15),
    Look("List Number 2", align="both", after=6, line=1.15),
    Look("List Continue", align="both", left=INDENT + 6, after=6, line=1.15),
    Look("Directive", left=2, right=2, before=2, after=8, line=1.15, border="box"),
    Look("Quote", italic=True, align="both", left=INDENT, after=6, line=1.15),
    Look("Caption", size=12, bold=True, align="centre", before=8, after=3, keep_next=True),
    Look("Authors", bold=True, align="right", after=8),
    Look("Figure", align="centre", before=8, keep_next=True),
    Look("Figure Caption", size=12, italic=True, align="centre", before=2, after=10),
    Look("Table Note", size=12, italic=True, align="centre", after=4, keep_next=True),
    Look("Table Footnote", size=11, italic=True, before=2),
    Look("Table Footnote Kept", size=11, italic=True, before=2, after=2, keep_next=True),
    Look("After Table", size=6, after=2),
    Look("Parent Body", size=12, align="centre", caps=True),
    Look("Issuing Body", size=12, bold=True, align="centre", caps=True),
    Look("Nation", size=12, bold=True, align="centre", caps=True),
    Look("Motto", size=13, bold=True, align="centre"),
    Look("Document Number", align="centre", before=6),
    Look("Place Date", italic=True, align="centre", before=6),
    Look("Circulation", bold=True, align="centre", left=12, right=12, before=8, caps=True, border="box"),
    Look("Draft Mark", bold=True, align="centre", left=24, right=24, before=8, caps=True, border="box"),
    Look("Document Type", size=14, bold=True, align="centre", before=20, caps=True),
    Look("Abstract", size=14, bold=True, align="centre"),
    Look("After Abstract", size=6, after=6),
    Look("Recipients Title", size=12, bold=True, italic=True, before=6, keep_next=True),
    Look("Recipients", size=11, keep_next=True),
    Look("Authority", bold=True, align="centre", before=6, keep_next=True, caps=True),
    Look("Signer Title", bold=True, align="centre", keep_next=True, caps=True),
    Look("Signature Space", italic=True, align="centre", before=4, after=56, size=12, keep_next=True),
    Look("Signer", bold=True, align="centre"),
    Look("Header", align="centre"),
    Look("Contents Title", bold=True, align="centre", before=6, after=4, keep_next=True),
    Look("Contents", bold=True, after=2, leader_mm=PORTRAIT_MM),
    Look("Contents 2", left=6, after=2, leader_mm=PORTRAIT_MM),
    Look("After Contents", size=6, after=4),
    Look("Annex Number", size=14, bold=True, align="centre", keep_next=True, outline=0),
    Look("Annex Title", size=14, bold=True, align="centre", caps=True, keep_next=True),
    Look("Annex Of", italic=True, align="centre", after=8, keep_next=True),
)
TABLE_LOOKS = (
    Look("Table Head", bold=True, align="centre", keep_next=True),
    Look("Table Name"),
    Look("Table Centre", align="centre"),
    Look("Table Right", align="right"),
)
