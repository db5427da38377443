"""Slips that touch no figure: another word in a heading, a caption, the head or foot, an article; and what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from docx.oxml.ns import qn

from tests.slips_of_texts import TextSlip

WORD = "lạ"
LAST = re.compile(r"\S+\s*$")
#: by the begin of the style's id
PLACES = {"heading": "heading", "part": "heading", "annex": "annex", "caption": "caption", "figure": "figure caption"}
UNREAD = ("toc", "contents")


@dataclass(frozen=True)
class PictureSlip:
    """The drawing at `place` (counted in the document) is gone."""

    place: int
    was: Element = field(compare=False)
    kind: str = "picture deleted"
    before: str = ""
    after: str = ""
    table: int | None = None
    row: str = ""

    def apply(self, tree: Element) -> None:
        list(tree.iter(qn("w:drawing")))[self.place].clear()

    def revert(self, tree: Element) -> None:
        list(tree.iter(qn("w:drawing")))[self.place].extend(deepcopy(self.was))


def words_changed(tree: Element) -> Iterator[TextSlip | PictureSlip]:
    """The last word of every printed paragraph that is no cell of figures; every drawing."""
    places = {id(run): place for place, run in enumerate(tree.iter(qn("w:t")))}
    tables = tree.findall(f"{qn('w:body')}/{qn('w:tbl')}")
    framing = {id(paragraph): where for table, where in _frames(tables) for paragraph in table.iter(qn("w:p"))}
    heads = {id(paragraph): "table heading" for table in tables for paragraph in _heads(table)}
    body = {id(paragraph): _where(paragraph) for paragraph in tree.iterfind(f"{qn('w:body')}/{qn('w:p')}")}
    where = {**body, **framing, **heads}
    for paragraph in tree.iter(qn("w:p")):
        runs = [run for run in paragraph.iter(qn("w:t")) if (run.text or "").strip()]
        if where.get(id(paragraph)) and runs:
            before = runs[-1].text or ""
            yield TextSlip(f"words: {where[id(paragraph)]}", places[id(runs[-1])], before, LAST.sub(WORD, before))
    for place, drawing in enumerate(tree.iter(qn("w:drawing"))):
        yield PictureSlip(place, deepcopy(drawing))


def _frames(tables: list[Element]) -> Iterator[tuple[Element, str]]:
    plain = [table for table in tables if next(table.iter(qn("w:tblHeader")), None) is None]
    yield from zip((plain[0], plain[-1]), ("head", "foot"), strict=True)


def _heads(table: Element) -> Iterator[Element]:
    """Of what is in the heading rows the headings themselves: places that are merged hold none."""
    for row in table.findall(qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            yield from row.iter(qn("w:p"))


def _where(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = ("" if style is None else style.get(qn("w:val"), "")).lower()
    if name.startswith(UNREAD):
        return ""
    return next((where for begin, where in PLACES.items() if name.startswith(begin)), "text")
