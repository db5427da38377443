"""Numbered and dashed lists; each numbered list of an article starts anew."""

from __future__ import annotations

from typing import Any

from docx.document import Document

from services.report.render.pieces import DASHES
from services.report.render.prose import Block
from services.report.render.word.xml import element, twips

LEVELS = (("List {}", 10.0), ("List {} 2", 16.0))
HANGING_MM = 6.0
DASHED, NUMBERED = 0, 1


class Lists:
    """The numbering of one document."""

    def __init__(self, document: Document) -> None:
        self._numbering = document.part.numbering_part.element
        for old in list(self._numbering):
            self._numbering.remove(old)
        self._numbering.append(_abstract(DASHED, "bullet", DASHES))
        self._numbering.append(_abstract(NUMBERED, "decimal", ("%1.", "%2.")))
        self._dashed = self._numbering.add_num(DASHED).numId
        self._numbers: dict[tuple[int, int], int] = {}

    def style(self, block: Block) -> str:
        """The style of a list item; a further paragraph of the same item continues it."""
        if not block.mark:
            return "List Continue"
        return LEVELS[_level(block)][0].format("Number" if block.kind == "number" else "Bullet")

    def mark(self, paragraph: Any, block: Block, article: int) -> None:
        """Put the dash or the number before a marked item of the article."""
        if block.mark:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            properties.get_or_add_ilvl().val = _level(block)
            properties.get_or_add_numId().val = self._number(block, article)

    def _number(self, block: Block, article: int) -> int:
        if block.kind == "bullet":
            return int(self._dashed)
        key = (article, block.series)
        if key not in self._numbers:
            made = self._numbering.add_num(NUMBERED)
            made.add_lvlOverride(_level(block)).add_startOverride(int(block.mark.rstrip(".")))
            self._numbers[key] = made.numId
        return self._numbers[key]


def _level(block: Block) -> int:
    return min(block.depth, len(LEVELS)) - 1


def _abstract(number: int, form: str, marks: tuple[str, ...]) -> Any:
    levels = []
    for level, (mark, (_, indent)) in enumerate(zip(marks, LEVELS, strict=True)):
        place = element("w:ind", left=twips(indent + HANGING_MM), hanging=twips(HANGING_MM))
        levels.append(
            element(
                "w:lvl",
                element("w:start", val=1),
                element("w:numFmt", val=form),
                element("w:lvlText", val=mark),
                element("w:lvlJc", val="left"),
                element("w:pPr", place),
                ilvl=level,
            )
        )
    return element("w:abstractNum", element("w:multiLevelType", val="multilevel"), *levels, abstractNumId=number)
