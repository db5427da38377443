"""Which lines of a table stay on the page of the line below them."""

from __future__ import annotations

from typing import Final

#: a table of so few lines is not broken; a longer one has so many lines at least before and behind the break
WHOLE: Final = 8
ENDS: Final = 3


def kept(place: int, lines: int, *, noted: bool) -> bool:
    """Whether line `place` of `lines`, from 1, stays with what is below it: the next line, or the notes."""
    if place == lines:
        return noted
    return lines <= WHOLE or place < ENDS or place > lines - ENDS
