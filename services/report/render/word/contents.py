"""The table of contents: each heading with the page it begins on, which Word and LibreOffice work out themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from docx.document import Document
from docx.text.paragraph import Paragraph

from services.report.render.letters import printable
from services.report.render.pieces import Contents
from services.report.render.word.ink import say
from services.report.render.word.xml import element, field


class Bookmarks:
    """The places that the contents leads to."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def mark(self, paragraph: Paragraph, anchor: str) -> None:
        """Put a bookmark around the paragraph."""
        number = next(self._numbers)
        # After the paragraph's properties, which come first.
        place = 1 if paragraph._p.pPr is not None else 0  # noqa: SLF001 - python-docx has no bookmarks
        paragraph._p.insert(place, element("w:bookmarkStart", id=number, name=bookmark(anchor)))  # noqa: SLF001
        paragraph._p.append(element("w:bookmarkEnd", id=number))  # noqa: SLF001


def bookmark(anchor: str) -> str:
    """A name as Word allows it: letters, digits and underscores, 40 at most."""
    return re.sub(r"\W", "_", f"Toc_{anchor}")[:40]


def add_contents(document: Document, contents: Contents, pages: Mapping[str, int]) -> None:
    """Write the list with the `pages` known so far; the dots before the numbers are those of its style."""
    say(document, "Contents Title", contents.title)
    for entry in contents.entries:
        paragraph = document.add_paragraph(style=contents.style_of(entry))
        paragraph.add_run(printable(f"{entry.entry}\t"))
        field(paragraph, f"PAGEREF {bookmark(entry.anchor)} \\h", shown=str(pages.get(entry.anchor, "…")), dirty=True)
    say(document, "After Contents", "")
