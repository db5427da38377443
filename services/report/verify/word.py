"""A DOCX file read: its body in order with its footnotes, and the period its properties name."""

from __future__ import annotations

from collections.abc import Mapping

from services.report.verify.paging import Pages
from services.report.verify.word_body import Body
from shared.office.archive import Rules, open_archive
from shared.office.xml_part import Part, read

RULES = Rules("DOCX", most_entries=2000, files_inside=True)
BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")


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
    for notes in filter(archive.has, NOTES):
        read(archive, notes, Body(pages))
    properties = Properties()
    if archive.has(PROPERTIES):
        read(archive, PROPERTIES, properties)
    return properties.keywords
