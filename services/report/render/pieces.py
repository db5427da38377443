"""The pieces a document on paper is put together from."""

from __future__ import annotations

from dataclasses import dataclass

from services.report.domain.picture import Picture
from services.report.render.drawing import Drawing
from services.report.render.grid import Grid
from services.report.render.prose import Block, Run
from services.report.render.widths import Fit

#: what stands before an item that has no number, and before one within an item
DASHES = ("-", "+")


@dataclass(frozen=True)
class Said:
    """A paragraph in a named style; one that the contents lists as `entry` has an `anchor`."""

    style: str
    runs: tuple[Run, ...]
    anchor: str = ""
    entry: str = ""


@dataclass(frozen=True)
class Item:
    """A list item; numbers start anew in each `story`."""

    block: Block
    story: int

    @property
    def mark(self) -> str:
        """The sign or number before it; nothing before a further paragraph of an item."""
        dashed = self.block.kind == "bullet" and self.block.mark
        return DASHES[min(self.block.depth, len(DASHES)) - 1] if dashed else self.block.mark


@dataclass(frozen=True)
class Sheet:
    """A table of figures with letters and columns that fit the page."""

    grid: Grid
    fit: Fit
    caption: str


@dataclass(frozen=True)
class Photo:
    """A picture of an article."""

    picture: Picture
    content: bytes


@dataclass(frozen=True)
class Drawn:
    """A chart."""

    drawing: Drawing
    title: str


@dataclass(frozen=True)
class Turn:
    """A new sheet of paper, upright or landscape."""

    landscape: bool


@dataclass(frozen=True)
class Contents:
    """What the document contains, with the page each begins on."""

    title: str
    entries: tuple[Said, ...]

    def style_of(self, entry: Said) -> str:
        """The style in which a heading is listed: sections stand below their part, where there are parts."""
        parts = any(each.style == "Part Heading" for each in self.entries)
        return "Contents 2" if parts and entry.style == "Heading 1" else "Contents"


@dataclass(frozen=True)
class Signature:
    """Recipients on the left, signature on the right."""


@dataclass(frozen=True)
class Listing:
    """A small table within an article, the first of its `rows` the headings; `caption` says what it is in."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    widths: tuple[float, ...]
    caption: str


Piece = Said | Item | Listing | Sheet | Photo | Drawn | Turn | Contents | Signature


def said(style: str, text: str, anchor: str = "", entry: str = "") -> Said:
    """A paragraph of one weight."""
    return Said(style, (Run(text),) if text else (), anchor, entry or text if anchor else "")
