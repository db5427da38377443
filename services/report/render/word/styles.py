"""The named styles of the document: each size and weight of the decree has one; nothing is formatted beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from services.report.render.word.xml import element

FONT = "Times New Roman"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
BORDER = {"val": "single", "sz": 6, "space": 1, "color": "000000"}
EXACT_RULE_PT = 4.0


@dataclass(frozen=True)
class Look:
    """A paragraph style: sizes and gaps in points, indents in millimetres."""

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
    border: Literal["", "top", "box"] = ""

    @property
    def builtin(self) -> bool:
        return self.name.startswith(("Heading ", "List ")) or self.name in BUILTIN


BUILTIN = {"Body Text", "Quote", "Caption", "Header"}
INDENT = 10
LOOKS = (
    Look("Body Text", align="both", first=INDENT, after=6, line=1.15),
    Look("Lead-in", align="both", first=INDENT, after=6, line=1.15, keep_next=True),
    Look("Heading 1", bold=True, align="both", first=INDENT, before=12, after=6, keep_next=True, outline=0),
    Look("Heading 2", bold=True, align="both", first=INDENT, before=6, after=6, keep_next=True, outline=1),
    Look("Heading 3", bold=True, italic=True, align="both", first=INDENT, before=3, after=4, keep_next=True, outline=2),
    Look("Part Heading", size=14, bold=True, align="centre", before=14, after=8, keep_next=True, caps=True, outline=0),
    Look("List Bullet", align="both", after=4, line=1.15),
    Look("List Bullet 2", align="both", after=4, line=1.15),
    Look("List Number", align="both", after=4, line=1.15),
    Look("List Number 2", align="both", after=4, line=1.15),
    Look("List Continue", align="both", left=INDENT + 6, after=4, line=1.15),
    Look("Quote", italic=True, align="both", left=INDENT, after=6, line=1.15),
    Look("Caption", size=12, bold=True, align="centre", before=8, after=3, keep_next=True),
    Look("Authors", bold=True, align="right", after=8),
    Look("Figure", align="centre", before=8, keep_next=True),
    Look("Figure Caption", size=12, italic=True, align="centre", before=2, after=10),
    Look("Table Note", size=12, italic=True, align="centre", after=4, keep_next=True),
    Look("Table Footnote", size=11, italic=True, before=2),
    Look("After Table", size=6, after=2),
    Look("Parent Body", size=12, align="centre"),
    Look("Issuing Body", size=12, bold=True, align="centre"),
    Look("Nation", size=12, bold=True, align="centre"),
    Look("Motto", size=13, bold=True, align="centre"),
    Look("Document Number", align="centre", before=6),
    Look("Place Date", italic=True, align="centre", before=6),
    Look("Circulation", size=12, bold=True, align="centre", left=12, right=12, before=8, caps=True, border="box"),
    Look("Draft Mark", size=12, bold=True, align="centre", left=24, right=24, before=8, caps=True, border="box"),
    Look("Document Type", size=14, bold=True, align="centre", before=20, caps=True),
    Look("Abstract", size=14, bold=True, align="centre"),
    Look("After Abstract", size=6, after=6),
    Look("Recipients Title", size=12, bold=True, italic=True, before=6, keep_next=True),
    Look("Recipients", size=11, keep_next=True),
    Look("Authority", bold=True, align="centre", before=6, keep_next=True),
    Look("Signer Title", bold=True, align="centre", keep_next=True),
    Look("Signature Space", italic=True, align="centre", before=4, after=56, size=12, keep_next=True),
    Look("Signer", bold=True, align="centre"),
    Look("Header", align="centre"),
)
TABLE_LOOKS = (
    Look("Table Head", bold=True, align="centre", keep_next=True),
    Look("Table Name"),
    Look("Table Centre", align="centre"),
    Look("Table Right", align="right"),
)
LETTERS = {"Strong": (True, False), "Emphasis": (False, True), "Strong Emphasis": (True, True)}


def install(document: Document, locale: str) -> None:
    """Replace the styles of python-docx's own template, which are blue and 400 kB, by those of the decree."""
    sheet = document.styles.element
    for style in list(sheet.style_lst):
        if style.styleId not in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList"):
            sheet.remove(style)
    _defaults(sheet, locale)
    normal = document.styles["Normal"]
    normal.font.size = Pt(13)
    for look in LOOKS:
        add(document, look)
    for name, (bold, italic) in LETTERS.items():
        letters = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name != "Strong Emphasis")
        letters.font.bold, letters.font.italic = bold or None, italic or None


def table_style(document: Document, part: str, size: float, *, kept: bool = False) -> str:
    """The name of the style for a part of a table in letters of `size` points, made when first wanted.

    `kept` cells stay on the page of the row below them.
    """
    name = f"{part} {size:g}{' Kept' if kept else ''}"
    if name not in document.styles:
        look = next(look for look in TABLE_LOOKS if look.name == part)
        add(document, replace(look, name=name, size=size, keep_next=look.keep_next or kept))
    return name


def rule(document: Document, name: str, left: float, right: float) -> str:
    """The name of a style that draws the thin rule under a heading, `left` and `right` millimetres short of it."""
    if name not in document.styles:
        look = Look(
            name, size=2, align="centre", left=left, right=right, before=2, line=EXACT_RULE_PT, exact=True, border="top"
        )
        add(document, look)
    return name


def add(document: Document, look: Look) -> None:
    """Add one paragraph style."""
    style = cast("ParagraphStyle", document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.builtin))
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(look.size)
    style.font.bold = look.bold or None
    style.font.italic = look.italic or None
    style.font.all_caps = look.caps or None
    style.quick_style = True
    _space(style.paragraph_format, look)
    properties = style.element.get_or_add_pPr()
    if look.border:
        properties.insert_element_before(_border(look), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if look.outline is not None:
        properties.append(element("w:outlineLvl", val=look.outline))


def _space(form: ParagraphFormat, look: Look) -> None:
    form.alignment = ALIGN[look.align]
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = Pt(look.line) if look.exact else look.line
    if look.exact:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    if look.first:
        form.first_line_indent = Mm(look.first)
    if look.left or look.right:
        form.left_indent, form.right_indent = Mm(look.left), Mm(look.right)
    form.keep_with_next = look.keep_next or None
    form.widow_control = True


def _border(look: Look) -> object:
    sides = ("top",) if look.border == "top" else ("top", "left", "bottom", "right")
    return element("w:pBdr", *(element(f"w:{side}", **BORDER) for side in sides))


def _defaults(sheet: Any, locale: str) -> None:
    fonts = element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    size = element("w:sz", val=26), element("w:szCs", val=26)
    letters = element("w:rPr", fonts, *size, element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))
    paragraph = element("w:pPr", element("w:spacing", before=0, after=0, line=240, lineRule="auto"))
    old = sheet.find(qn("w:docDefaults"))
    sheet.replace(old, element("w:docDefaults", element("w:rPrDefault", letters), element("w:pPrDefault", paragraph)))
