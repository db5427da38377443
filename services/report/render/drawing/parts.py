"""What a drawing is made of where its file says it in one way and a page in another: bars and letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
#: how much of a line of letters stands before the point it is anchored to
BEFORE: Mapping[Anchor, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}
#: how wide the outline of a bar is
OUTLINE = 0.8


class Box(NamedTuple):
    """A rectangle on the sheet."""

    left: float
    top: float
    width: float
    height: float

    def within(self, edge: float) -> Box:
        """What an `edge` all around leaves of it."""
        return Box(self.left + edge, self.top + edge, self.width - 2 * edge, self.height - 2 * edge)


@dataclass(frozen=True)
class Block:
    """A bar with its outline; `fill` is its colour, None where it is hatched."""

    box: Box
    fill: str | None


@dataclass(frozen=True)
class Words:
    """Letters whose line stands at (`x`, `y`): that is their start, their middle or their end."""

    text: str
    x: float
    y: float
    anchor: Anchor = "start"
    bold: bool = False
    italic: bool = False


#: an element as it is written, or what is written in two ways
Part = str | Block | Words
