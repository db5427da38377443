"""How long a line of our letters is, to a hair, from the typefaces: Times New Roman has the same widths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from fontTools.ttLib import TTFont

from services.report.render.typesetting import FONT, TYPEFACES
from services.report.render.widths import letters_em

#: the typefaces by whether they are bold and italic
FACES: Final = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


def line_em(text: str, *, bold: bool = False, italic: bool = False) -> float:
    """The width of a line in em; a letter that the typeface has not is as wide as those of its kind."""
    widths = _widths(FACES[bold, italic])
    return sum(widths[letter] if letter in widths else letters_em(letter) for letter in text)


@cache
def _widths(face: str) -> Mapping[str, float]:
    """The width of each letter of a typeface in em."""
    with TTFont(TYPEFACES / f"{FONT}-{face}.ttf", lazy=True) as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(letter): advances[glyph][0] / units for letter, glyph in font.getBestCmap().items()}
