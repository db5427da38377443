"""What keeps somebody who listens to a Word document from following it: headings, descriptions, language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml.ns import qn

#: the frame of the head and of the signature is read from left to right like text, and has no headings
FRAMES: Final = frozenset({"BlockTable"})
#: what programs put where a description belongs
NO_DESCRIPTION: Final = re.compile(r"(?i)^(picture|image|hình|ảnh)?\s*\d*$|\.(png|jpe?g|svg|gif)$")


def faults(content: bytes) -> list[str]:
    """What is wrong with a .docx; empty when everything can be followed."""
    document = docx.Document(BytesIO(content))
    checks = (_stated, _headings, _pictures, _tables, _links)
    return [fault for check in checks for fault in check(document)]


def _stated(document: Document) -> Iterator[str]:
    if not (document.core_properties.title or "").strip():
        yield "the document has no title"
    letters = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    if letters is None or not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", letters.get(qn("w:val"), "")):
        yield "the document does not say its language"
    if (document.core_properties.language or "") != (letters.get(qn("w:val")) if letters is not None else None):
        yield "the properties say another language than the text"


def headings(document: Document) -> Iterator[tuple[int, str]]:
    """Level, from 1, and text of each heading."""
    levels = _levels(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        if level := levels.get(_style(paragraph), 0):
            yield level, _text(paragraph)


def _headings(document: Document) -> Iterator[str]:
    above = 0
    for level, text in headings(document):
        if not text.strip():
            yield f"an empty heading of level {level}"
        elif level > above + 1:
            yield f"heading {text!r} of level {level} stands below one of level {above}"
        above = level
    if not above:
        yield "the document has no headings"


def _pictures(document: Document) -> Iterator[str]:
    for number, shape in enumerate(document.element.body.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), 1):
        said = next((each.get("descr", "") for each in shape.iter(qn("wp:docPr"))), "")
        if NO_DESCRIPTION.search(said.strip()):
            yield f"picture {number} is described as {said!r}"


def _tables(document: Document) -> Iterator[str]:
    for number, table in enumerate(document.element.body.iter(qn("w:tbl")), 1):
        properties = table.find(qn("w:tblPr"))
        style = properties.find(qn("w:tblStyle"))
        if style is not None and style.get(qn("w:val")) in FRAMES:
            continue
        if not any(_heads(row) for row in table.iter(qn("w:tr"))) or not _heads(table.find(qn("w:tr"))):
            yield f"table {number} has no headings that repeat"
        if not _value(properties, "w:tblCaption").strip():
            yield f"table {number} does not say what it shows"
        if any(True for _ in table.iter(qn("w:tbl")) if _ is not table):
            yield f"table {number} has a table within"


def _links(document: Document) -> Iterator[str]:
    for link in document.element.body.iter(qn("w:hyperlink")):
        text = _text(link).strip()
        if not text or text.casefold() in {"here", "tại đây", "ở đây", "xem", "link"}:
            yield f"a link says only {text!r}"


def _levels(document: Document) -> Mapping[str, int]:
    """The level of each style that is a heading, from 1; a style has that of the one it is based on."""
    styles = {style.style_id: style.element for style in document.styles}
    return {name: level for name in styles if (level := _level(name, styles))}


def _level(name: str, styles: Mapping[str, Any]) -> int:
    while name in styles:
        stated = styles[name].find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if stated is not None:
            return int(stated.get(qn("w:val"))) + 1
        name = _value(styles[name], "w:basedOn")
    return 0


def _style(paragraph: Any) -> str:
    properties = paragraph.find(qn("w:pPr"))
    return _value(properties, "w:pStyle") if properties is not None else ""


def _heads(row: Any) -> bool:
    return row is not None and row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def _value(element: Any, tag: str) -> str:
    found = element.find(qn(tag))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
