"""What verify reports: a place of the document, what it says, and what is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `missing` is what the edition has and the document has not, `changed` what people may change, for information
Result = Literal["holds", "contradicted", "missing", "changed", "undecided"]
#: what it is held against: the tables of the document, or the edition that was kept
Source = Literal["document", "edition"]


@dataclass(frozen=True)
class Place:
    """Where in the document: a paragraph by its number (0 is the head) and its first words, or a cell.

    `part` is the head or the foot of the document where it stands in one of them.
    """

    heading: str
    paragraph: int | None = None
    table: int | None = None
    caption: str = ""
    row: str = ""
    column: str = ""
    quote: str = ""
    part: str = ""


@dataclass(frozen=True)
class Finding:
    """`says` is what stands there, `right` what should (empty where only the contradiction is known)."""

    result: Result
    rule: str
    place: Place
    says: str
    right: str = ""
    why: str = ""
    source: Source = "document"
