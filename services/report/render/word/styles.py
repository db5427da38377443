"""The styles of the Word document; nothing is formatted beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from services.report.render.looks import LOOKS, TABLE_LOOKS, Look
from services.report.render.word.style_ids import has_style
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


BUILTIN = {"Body Text", "Quote", "Caption", "Header", "Strong", "Emphasis", "Hyperlink"}
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
        _letters(document, name, bold=bold, italic=italic)
    for name, (bold, italic) in {"": (False, False), **LETTERS}.items():
        # Underlined and no colour, which copiers lose.
        _letters(document, f"Hyperlink {name}".strip(), bold=bold, italic=italic).font.underline = True


def _letters(document: Document, name: str, *, bold: bool, italic: bool) -> CharacterStyle:
    style = cast("CharacterStyle", document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, name in BUILTIN))
    style.font.bold, style.font.italic = bold or None, italic or None
    return style


def table_style(document: Document, part: str, size: float, *, kept: bool = False) -> str:
    """The name of the style for a part of a table in letters of `size` points, made when first wanted.

    `kept` cells stay on the page of the row below them.
    """
    name = f"{part} {size:g}{' Kept' if kept else ''}"
    if not has_style(document, name):
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
    style = cast(
        "ParagraphStyle", document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=_builtin(look))
    )
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(look.size)
    style.font.bold = look.bold or None
    style.font.italic = look.italic or None
    style.font.all_caps = look.caps or None
    style.quick_style = True
    _space(style.paragraph_format, look)
    properties = style.element.get_or_add_pPr()
    if look.leader_mm:
        style.paragraph_format.tab_stops.add_tab_stop(Mm(look.leader_mm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if look.border:
        properties.insert_element_before(_border(look), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if look.outline is not None:
        properties.append(element("w:outlineLvl", val=look.outline))


def _builtin(look: Look) -> bool:
    return look.name.startswith(("Heading ", "List ")) or look.name in BUILTIN


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
