"""The pieces a document on paper is put together from."""

from __future__ import annotations

from dataclasses import dataclass

from services.report.domain.picture import Picture
from services.report.render.drawing import Drawing
from services.report.render.grid import Grid
from services.report.render.prose import Block, Run
from services.report.render.widths import Fit


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


@dataclass(frozen=True)
class Signature:
    """Recipients on the left, signature on the right."""


Piece = Said | Item | Sheet | Photo | Drawn | Turn | Contents | Signature


def said(style: str, text: str, anchor: str = "", entry: str = "") -> Said:
    """A paragraph of one weight."""
    return Said(style, (Run(text),) if text else (), anchor, entry or text if anchor else "")


def style_of(entry: Said) -> str:
    """The style in which the contents lists a heading: sections stand below their part."""
    return "Contents 2" if entry.style == "Heading 1" else "Contents"
