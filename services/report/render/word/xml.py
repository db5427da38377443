"""The few WordprocessingML elements python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

TWIPS_PER_MM = 1440 / 25.4


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element such as `element("w:jc", val="center")`; attributes are in the w namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


def field(paragraph: Paragraph, instruction: str, *, shown: str = "", dirty: bool = False) -> None:
    """A field such as PAGE, which Word works out itself; a `dirty` one as soon as the document is opened."""
    state = {"dirty": "true"} if dirty else {}
    _run(paragraph, element("w:fldChar", fldCharType="begin", **state))
    text = element("w:instrText")
    text.text = f" {instruction} "
    _run(paragraph, text)
    if shown:
        _run(paragraph, element("w:fldChar", fldCharType="separate"))
        paragraph.add_run(shown)
    _run(paragraph, element("w:fldChar", fldCharType="end"))


def _run(paragraph: Paragraph, child: Any) -> None:
    paragraph.add_run()._r.append(child)  # noqa: SLF001 - python-docx has no fields
