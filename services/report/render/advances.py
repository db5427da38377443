"""How long a line of our letters is, to a hair, from the typefaces: Times New Roman has the same widths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from struct import unpack_from
from typing import Final

from services.report.render.typesetting import FONT, TYPEFACES
from services.report.render.widths import letters_em

#: the typefaces by whether they are bold and italic
FACES: Final = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
#: where a font lists its tables, and how long an entry of the list is
TABLES: Final = 12
ENTRY: Final = 16
#: where `head` has the units of an em, and `hhea` the number of glyphs with a width of their own
UNITS: Final = 18
OWN_WIDTHS: Final = 34
#: of the lists in `cmap` that of Unicode, and where a list has its number of ranges and the first of them
UNICODE: Final = (0, 3)
RANGES: Final = 6
FIRST: Final = 14


def line_em(text: str, *, bold: bool = False, italic: bool = False) -> float:
    """The width of a line in em; a letter that the typeface has not is as wide as those of its kind."""
    widths = _widths(FACES[bold, italic])
    return sum(widths[letter] if letter in widths else letters_em(letter) for letter in text)


@cache
def _widths(face: str) -> Mapping[str, float]:
    """The width of each letter of a typeface in em."""
    font = (TYPEFACES / f"{FONT}-{face}.ttf").read_bytes()
    tables = dict(_tables(font))
    (units,) = unpack_from(">H", font, tables[b"head"] + UNITS)
    (number,) = unpack_from(">H", font, tables[b"hhea"] + OWN_WIDTHS)
    advances = unpack_from(">" + "Hh" * number, font, tables[b"hmtx"])[::2]
    return {letter: advances[min(glyph, number - 1)] / units for letter, glyph in _letters(font, tables[b"cmap"])}


def _tables(font: bytes) -> Iterator[tuple[bytes, int]]:
    """Name and place of each table."""
    (number,) = unpack_from(">H", font, 4)
    for place in range(TABLES, TABLES + ENTRY * number, ENTRY):
        name, _, offset, _ = unpack_from(">4sIII", font, place)
        yield name, offset


def _letters(font: bytes, cmap: int) -> Iterator[tuple[str, int]]:
    """Each letter with its glyph, from the list of ranges that every text font has (format 4)."""
    (number,) = unpack_from(">H", font, cmap + 2)
    lists = (unpack_from(">HHI", font, cmap + 4 + 8 * place) for place in range(number))
    start = cmap + next(offset for *kind, offset in lists if tuple(kind) == UNICODE)
    count = unpack_from(">H", font, start + RANGES)[0] // 2
    # The four columns of the ranges stand one after the other, with one word between the first two.
    at = [start + FIRST + 2 * count * column + 2 * (column > 0) for column in range(4)]
    for place in range(count):
        (last,), (first,), (shift,), (far,) = (unpack_from(">H", font, each + 2 * place) for each in at)
        for letter in range(first, last + 1):
            if far:
                (glyph,) = unpack_from(">H", font, at[3] + 2 * place + far + 2 * (letter - first))
            else:
                glyph = letter
            yield chr(letter), (glyph + shift) % 2**16 if glyph else 0
