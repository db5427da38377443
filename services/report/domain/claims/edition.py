"""An edition as it is printed, apart from any file: what a document that people worked on is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.report.domain.claims.document import Document, Passage


@dataclass(frozen=True)
class PrintedEdition:
    """`computed` is made of figures, `written` are the passages of its articles.

    `told` are the passages that every copy must have: its sentences and notes, not what only one form of file prints.
    `number` is that of the document ("02/BC-STTTT"), empty where none was given out yet: then `issued_on` may change.
    """

    period: str
    computed: Document
    written: tuple[Passage, ...] = ()
    told: frozenset[str] = frozenset()
    number: str = ""
    issued_on: date | None = None
