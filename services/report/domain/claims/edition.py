"""An edition as it is printed, apart from any file: what a document that people worked on is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.report.domain.claims.document import Document

#: made of figures, written by people, or what frames the text as a document
Kind = Literal["computed", "written", "head", "foot"]


@dataclass(frozen=True)
class PrintedLine:
    """One paragraph of an edition.

    `group` names lines that stand in a document together or not at all. An `optional` one may be left out by itself,
    an `open` one is still to be numbered and dated.
    """

    text: str
    kind: Kind = "computed"
    heading: str = ""
    group: str = ""
    optional: bool = False
    open: bool = False


@dataclass(frozen=True)
class PrintedEdition:
    """`computed` is made of figures; `lines` are all paragraphs in reading order, those that people wrote among them.

    `told` are the passages that every copy must have: its sentences and notes, not what only one form of file prints.
    `also` may stand in a copy, and need not. `pictures` are the words that stand for the charts.
    `number` is that of the document ("02/BC-STTTT"), empty where none was given out yet: then `issued_on` may change.
    """

    period: str
    computed: Document
    lines: tuple[PrintedLine, ...] = ()
    told: frozenset[str] = frozenset()
    number: str = ""
    issued_on: date | None = None
    also: frozenset[str] = frozenset()
    pictures: tuple[str, ...] = ()

    @property
    def reading(self) -> tuple[PrintedLine, ...]:
        """The paragraphs in reading order."""
        return self.lines or tuple(PrintedLine(each.text, heading=each.heading) for each in self.computed.passages)
