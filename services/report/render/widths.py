"""How wide text is on paper, and from that the letter size and column widths with which a table fits its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from services.report.render.grid import Grid, Leaf

MM_PER_POINT = 25.4 / 72
SIZES = (12.0, 11.0, 10.0, 9.0)
SMALLEST = 8.0
PADDING_MM = 2.4
HEADING_LINES = 5
NAME_LINES = 2
WIDE, CAPITAL, NARROW, NORMAL = 0.86, 0.7, 0.33, 0.5
BOLD = 1.06
#: a day in either language, and what stands for a space that no line ends at
DAY = re.compile(r"ngày \d{1,2}(?: tháng \d{1,2} năm \d{4}|/\d{1,2}/\d{4})|\d{1,2} [A-Z][a-z]+ \d{4}")
TIE = "\N{WORD JOINER}"


@dataclass(frozen=True)
class Fit:
    """Letter size in points and the width of each printed column in millimetres."""

    size: float
    widths: tuple[float, ...]


def letters_em(text: str) -> float:
    """Width of a line of Times in em, on the safe side by about a twentieth."""
    return sum(map(_letter_em, text))


def _letter_em(letter: str) -> float:
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in "mwMWƯ@%—":
        return WIDE
    if plain in " .,;:'|!()-/ijltfrI":
        return NARROW
    return CAPITAL if plain.isupper() or plain == "&" else NORMAL


def fit(grid: Grid, width_mm: float) -> Fit | None:
    """The largest letters with which `grid` keeps its figures unbroken within `width_mm`; None when none does."""
    for size in SIZES:
        least = _even(grid.leaves, [least_mm(grid, place, size) for place in range(len(grid.leaves))], width_mm)
        if sum(least) <= width_mm:
            return Fit(size, _spread(grid, least, width_mm, size))
    return None


def squeeze(grid: Grid, width_mm: float) -> Fit:
    """The smallest letters, columns in proportion: for a table that fits no page."""
    least = [least_mm(grid, place, SMALLEST) for place in range(len(grid.leaves))]
    scale = width_mm / sum(least)
    return Fit(SMALLEST, tuple(width * scale for width in least))


def _texts(grid: Grid, place: int) -> list[str]:
    lines = [*grid.lines, *([grid.total] if grid.total else [])]
    kind = grid.leaves[place].kind
    if kind == "ordinal":
        return [line.ordinal for line in lines]
    return [line.name for line in lines] if kind == "unit" else [line.slots[place - 2].text for line in lines]


def least_mm(grid: Grid, place: int, size: float) -> float:
    """The width with which column `place` keeps its figures unbroken in letters of `size` points."""
    leaf = grid.leaves[place]
    heading = _narrowest(leaf.heading, HEADING_LINES) * BOLD
    texts = _texts(grid, place)
    if leaf.kind == "unit":
        body = max((_narrowest(text, NAME_LINES) for text in texts), default=0.0)
    else:
        body = max(map(letters_em, texts), default=0.0) * BOLD
    return max(heading, body) * size * MM_PER_POINT + PADDING_MM


def _longest_word(text: str) -> float:
    return max(map(letters_em, text.split()), default=0.0)


def _even(leaves: Sequence[Leaf], widths: list[float], width_mm: float) -> list[float]:
    """Columns of one sort get one width where the page allows it."""
    sorts = [(leaf.kind, leaf.column.measure if leaf.column else "") for leaf in leaves]
    even = [max(width for width, other in zip(widths, sorts, strict=True) if other == sort) for sort in sorts]
    return even if sum(even) <= width_mm else widths


def _spread(grid: Grid, least: list[float], width_mm: float, size: float) -> tuple[float, ...]:
    """What is left over goes to the names until they stand on one line, then to all columns alike."""
    widths = list(least)
    name_mm = max(map(letters_em, _texts(grid, 1)), default=0.0) * size * MM_PER_POINT + PADDING_MM
    widths[1] += min(max(name_mm - widths[1], 0.0), width_mm - sum(widths))
    spare = width_mm - sum(widths)
    shared = sum(widths[1:])
    return (widths[0], *(width + spare * width / shared for width in widths[1:]))


def balanced(text: str, width_em: float) -> str:
    """Text wider than `width_em` broken into lines of like length, as a heading is; a break given in it stands.

    A day written in words stays on one line where the line can hold it.
    """
    if letters_em(text) <= width_em or "\n" in text:
        return text
    tied = DAY.sub(lambda day: day[0].replace(" ", TIE), text)
    whole = tied if _longest_word(tied) <= width_em else text
    return "\n".join(_wrapped(whole, _narrowest(whole, len(_wrapped(whole, width_em))))).replace(TIE, " ")


def _narrowest(text: str, lines: int) -> float:
    """The width in em in which `text` stands on so many lines."""
    width = max(_longest_word(text), letters_em(text) / lines)
    while len(_wrapped(text, width)) > lines:
        width += NORMAL / 2
    return width


def _wrapped(text: str, width_em: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and letters_em(f"{lines[-1]} {word}") <= width_em:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
