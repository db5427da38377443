"""Ids of styles, remembered by name: python-docx looks through all styles of a document for each name it is given."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.parts.document import DocumentPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_KNOWN: Final[WeakKeyDictionary[DocumentPart, dict[str, str]]] = WeakKeyDictionary()


def has_style(document: Document, name: str) -> bool:
    """Whether the document has a style of this name."""
    return name in _known(document.part) or name in document.styles


def dress(paragraph: Paragraph, name: str) -> Paragraph:
    """Give the paragraph the style of this name."""
    paragraph._p.style = _id(paragraph.part, name, WD_STYLE_TYPE.PARAGRAPH)  # noqa: SLF001 - by its id
    return paragraph


def weigh(run: Run, name: str) -> None:
    """Give the letters the style of this name."""
    run._r.style = _id(run.part, name, WD_STYLE_TYPE.CHARACTER)  # noqa: SLF001 - by its id


def _id(part: object, name: str, kind: WD_STYLE_TYPE) -> str | None:
    if not isinstance(part, DocumentPart):
        raise TypeError(part)
    known = _known(part)
    if name not in known:
        found = part.get_style_id(name, kind)  # type: ignore[no-untyped-call]
        if found is None:
            return None  # the default style, which is named nowhere
        known[name] = found
    return known[name]


def _known(part: DocumentPart) -> dict[str, str]:
    return _KNOWN.setdefault(part, {})
