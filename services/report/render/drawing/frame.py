"""Where the bars of a chart stand on its sheet: in one column, or in two where one would be too long for a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.report.render.drawing.svg import LETTER, NARROW, WIDE
from services.report.render.plot import Plot, Stick
from services.report.render.widths import letters_em

NAME_LEAST, NAME_MOST = 60.0, 260.0
#: more bars than this stand in two columns, with that much between them, where bars of some length are left room
MOST, GAP, SHORTEST = 16, 28.0, 110.0
UNDER_TARGET, BARE = 30.0, 8.0


@dataclass(frozen=True)
class Frame:
    """One column of bars from `left` to `edge`: bars go from `axis` to `end` at most, a row each.

    With names `above` their bars it is one for a telephone.
    """

    left: float
    axis: float
    end: float
    edge: float
    top: float
    sticks: tuple[Stick, ...]
    row: float = 16.0
    bar: float = 10.0
    above: bool = False

    @property
    def floor(self) -> float:
        return self.top + self.row * len(self.sticks)

    @property
    def span(self) -> float:
        return self.end - self.axis

    def middle(self, place: int) -> float:
        """The middle of a bar, from the top."""
        return self.top + self.row * (place + 1) - self.bar / 2 - (3 if self.above else (self.row - self.bar) / 2)

    def place(self, x: float, half: float) -> float:
        """The middle of words `half` as wide to both sides, as near to `x` as the column allows."""
        return max(min(x, self.edge - half), self.left + half)


def frames(drawn: Plot, *, narrow: bool) -> tuple[Frame, ...]:
    """The columns of a chart, from the left."""
    top = UNDER_TARGET if drawn.target else BARE
    right = max((_width(stick.text) for stick in drawn.sticks if stick.share is not None), default=0.0) + 12
    if narrow:
        return (Frame(0, 4, NARROW - right, NARROW, top, drawn.sticks, row=35, bar=12, above=True),)
    names = max(max((_width(stick.name) for stick in drawn.sticks), default=0.0) + 12, NAME_LEAST)
    half = (WIDE - GAP) / 2
    if len(drawn.sticks) > MOST and half - names - right >= SHORTEST:
        return tuple(_halves(drawn.sticks, half, names, right, top))
    return (Frame(0, min(names, NAME_MOST), WIDE - right, WIDE, top, drawn.sticks),)


def _halves(sticks: tuple[Stick, ...], width: float, names: float, right: float, top: float) -> Iterator[Frame]:
    middle = -(-len(sticks) // 2)
    for left, part in ((0.0, sticks[:middle]), (width + GAP, sticks[middle:])):
        yield Frame(left, left + names, left + width - right, left + width, top, part)


def _width(text: str) -> float:
    return letters_em(text) * LETTER
