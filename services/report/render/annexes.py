"""What stands behind the signature: tables too wide for an upright page, and the summary of verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from services.report.domain.bulletin import Bulletin
from services.report.domain.letter_blocks import Letterhead
from services.report.render.grid import Grid, grid
from services.report.render.heat import heat_grid
from services.report.render.labels import Labels
from services.report.render.outline import Exhibit
from services.report.render.paper_size import LANDSCAPE_MM, PORTRAIT_MM
from services.report.render.pieces import Piece, Sheet, Turn, said
from services.report.render.roman import roman
from services.report.render.widths import MM_PER_POINT, balanced, fit, squeeze

COMFORTABLE = 11.0
#: an em in the captions, in the titles of annexes and in what says whose annex it is
CAPTION_MM, ANNEX_TITLE_MM, ANNEX_OF_MM = (size * MM_PER_POINT for size in (12, 14, 13))


@dataclass(frozen=True)
class Annex:
    """A table that stands at the end, with its number; `exhibit` is None for the summary of verdicts."""

    number: str
    title: str
    layout: Grid
    exhibit: Exhibit | None = None

    @property
    def anchor(self) -> str:
        return "phu-luc-" + (self.exhibit.table.id if self.exhibit else "tong-hop")


def annexes(exhibits: Sequence[Exhibit], labels: Labels) -> list[Annex]:
    """The annexes of an edition; one alone has no number."""
    wide = [each for each in exhibits if is_wide(each, labels)]
    heat = heat_grid(exhibits, labels)
    found = [Annex("", each.table.title, grid(each.table, labels), each) for each in wide]
    found += [Annex("", labels.heat, heat)] if heat else []
    numbers = (
        [labels.annex] if len(found) == 1 else [f"{labels.annex} {roman(place + 1)}" for place in range(len(found))]
    )
    return [Annex(number, each.title, each.layout, each.exhibit) for number, each in zip(numbers, found, strict=True)]


def annexed(annex: Annex, bulletin: Bulletin, labels: Labels) -> Iterator[Piece]:
    """One annex, on a sheet of its own."""
    landscape = annex.exhibit is not None or fit(annex.layout, PORTRAIT_MM) is None
    width = LANDSCAPE_MM if landscape else PORTRAIT_MM
    yield Turn(landscape)
    yield said("Annex Number", annex.number, annex.anchor, f"{annex.number}. {annex.title}")
    yield said("Annex Title", _in_capitals(annex.title, width / ANNEX_TITLE_MM))
    yield said("Annex Of", balanced(attached_to(bulletin.letterhead, labels), width / ANNEX_OF_MM))
    caption = annex.exhibit.caption if annex.exhibit else ""
    yield from captioned(caption, width)
    note = annex.exhibit.table.note if annex.exhibit else ""
    yield from (said("Table Note", text) for text in (note,) if text)
    if annex.exhibit is None:
        # What the signs and numbers mean is read first, and is never left to a page of its own.
        yield from (said("Table Footnote Kept", note) for note in annex.layout.notes)
    layout = annex.layout if annex.exhibit else replace(annex.layout, notes=())
    yield from sheet(layout, width, caption or annex.title)


def captioned(caption: str, width_mm: float) -> Iterator[Piece]:
    """The caption above a table, in lines of like length; nothing where there is none."""
    if caption:
        yield said("Caption", balanced(caption, width_mm / CAPTION_MM))


def sheet(layout: Grid, width_mm: float, caption: str) -> Iterator[Piece]:
    """A table with its footnotes."""
    yield Sheet(layout, fit(layout, width_mm) or squeeze(layout, width_mm), caption)
    yield from (said("Table Footnote Kept", note) for note in layout.notes[:-1])
    yield from (said("Table Footnote", note) for note in layout.notes[-1:])
    yield said("After Table", "")


def _in_capitals(text: str, width_em: float) -> str:
    """Text broken into lines as its capitals need them."""
    words = iter(text.split())
    lines = balanced(text.upper(), width_em).split("\n")
    return "\n".join(" ".join(islice(words, len(line.split()))) for line in lines)


def attached_to(letterhead: Letterhead, labels: Labels) -> str:
    """Which document an annex belongs to; its issuing body is written as the text writes it, not in capitals."""
    number = labels.numbered(letterhead.number)
    text = " ".join((*letterhead.opening, letterhead.closing))
    place = text.casefold().find(letterhead.issuing_body.casefold())
    body = text[place : place + len(letterhead.issuing_body)] if place >= 0 else letterhead.issuing_body
    return labels.annex_of.format(
        kind=letterhead.document_type.capitalize(),
        number=labels.cited(number),
        day=labels.full_day(letterhead.day),
        body=body,
    )


def is_wide(exhibit: Exhibit, labels: Labels) -> bool:
    """A table that reads well upright stays in the text, whatever its layout allows."""
    upright = fit(grid(exhibit.table, labels), PORTRAIT_MM)
    too_small = upright is None or (exhibit.table.landscape and upright.size < COMFORTABLE)
    return bool(exhibit.caption) and too_small
