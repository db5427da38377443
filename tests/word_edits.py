"""What Word and people do to the body of a document while they work on it, besides changing what it says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.oxml.ns import qn

Edit = Callable[[Element], None]
BODY = "word/document.xml"
WHO = {qn("w:id"): "9", qn("w:author"): "A", qn("w:date"): "2023-03-20T08:00:00Z"}


def worked_on(tree: Element, edit: Edit, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX with this body after `edit`, and other `parts`."""
    body = deepcopy(tree)
    edit(body)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(BODY, tostring(body, encoding="utf-8", xml_declaration=True))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def runs_split(tree: Element) -> None:
    """Every run in two, as spelling and revision marks leave them."""
    for parent in list(tree.iter()):
        for place, run in reversed(list(enumerate(parent))):
            text = run.find(qn("w:t")) if run.tag == qn("w:r") else None
            if text is not None and len(text.text or "") > 1 and len(run.findall(qn("w:t"))) == 1:
                half, said = len(text.text or "") // 2, text.text or ""
                other = Element(qn("w:r"))
                SubElement(other, qn("w:t")).text = said[half:]
                text.text = said[:half]
                parent.insert(place + 1, other)
                parent.insert(place + 1, Element(qn("w:proofErr")))


def letters_replaced(before: str, after: str) -> Edit:
    """Wherever a letter stands, another."""

    def edit(tree: Element) -> None:
        for text in tree.iter(qn("w:t")):
            text.text = (text.text or "").replace(before, after)

    return edit


def commented(tree: Element) -> None:
    """A comment on every paragraph."""
    for paragraph in tree.iter(qn("w:p")):
        paragraph.append(Element(qn("w:commentRangeEnd"), {qn("w:id"): "1"}))
        SubElement(SubElement(paragraph, qn("w:r")), qn("w:commentReference"), {qn("w:id"): "1"})


def styles_changed(tree: Element) -> None:
    """Each paragraph remembers that it was a heading before."""
    for paragraph in tree.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            before = SubElement(SubElement(properties, qn("w:pPrChange"), WHO), qn("w:pPr"))
            SubElement(before, qn("w:pStyle"), {qn("w:val"): "Heading1"})


def in_controls(tree: Element) -> None:
    """Every block of the body within a content control."""
    (body,) = tree.findall(qn("w:body"))
    for place, block in enumerate(list(body)):
        if block.tag != qn("w:sectPr"):
            control = Element(qn("w:sdt"))
            SubElement(SubElement(control, qn("w:sdtPr")), qn("w:alias"), {qn("w:val"): "Mục"})
            SubElement(control, qn("w:sdtContent")).append(block)
            body[place] = control


def paragraph_of(tree: Element, begins: str) -> Element:
    """The paragraph that begins so."""
    return next(each for each in tree.iter(qn("w:p")) if text_of(each).startswith(begins))


def text_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def deleted(paragraph: Element) -> None:
    """Struck out with tracked changes, its end as well."""
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
        lost = SubElement(paragraph, qn("w:del"), WHO)
        lost.append(run)
        for text in run.findall(qn("w:t")):
            text.tag = qn("w:delText")
    end_deleted(paragraph)


def end_deleted(paragraph: Element) -> None:
    """With tracked changes: it goes on in the paragraph after it."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    SubElement(SubElement(properties, qn("w:rPr")), qn("w:del"), WHO)


def inserted(paragraph: Element, text: str) -> None:
    """Typed at its end with tracked changes."""
    run = SubElement(SubElement(paragraph, qn("w:ins"), WHO), qn("w:r"))
    SubElement(run, qn("w:t")).text = text


def boxed(paragraph: Element, text: str) -> None:
    """A text box anchored in it, and the stand-in for programs that know none."""
    either = SubElement(SubElement(paragraph, qn("w:r")), f"{{{MC}}}AlternateContent")
    for way in ("Choice", "Fallback"):
        box = SubElement(SubElement(either, f"{{{MC}}}{way}"), qn("w:txbxContent"))
        SubElement(SubElement(SubElement(box, qn("w:p")), qn("w:r")), qn("w:t")).text = text


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1"><w:p>'
    '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
