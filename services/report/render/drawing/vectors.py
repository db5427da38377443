"""A drawing as an SVG file for office programs, in the few words of SVG that all of them know."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.render.advances import line_em
from services.report.render.drawing.hatching import hatching
from services.report.render.drawing.parts import BEFORE, OUTLINE, Block, Part, Words
from services.report.render.drawing.svg import GROUND, INK, LETTER, XMLNS, Drawing, bar, letters, plain, tag

#: the letters of the document first: such a program may look no further than at the first name
FONT = "Times New Roman,Tinos,Liberation Serif,serif"


def svg(drawing: Drawing) -> bytes:
    """The drawing as a file: nothing is inherited, referred to or left to the program that shows it."""
    opened = tag("svg", xmlns=XMLNS, width=drawing.width, height=drawing.height, viewBox=drawing.view)
    inside = (element for part in drawing.inside for element in _elements(part))
    return "\n".join((f"{opened.removesuffix('/>')}>", *inside, "</svg>")).encode()


def _elements(part: Part) -> Iterator[str]:
    if isinstance(part, Block):
        yield from _bar(part)
    elif isinstance(part, str):
        yield part
    elif part.text:
        yield _placed(part)


def _bar(block: Block) -> Iterator[str]:
    """A bar with its strokes; what has no length is not left to be shown or not."""
    if plain(block.box.width) == "0":
        return
    yield bar(block, block.fill or GROUND)
    if block.fill is None:
        yield from hatching(block.box.within(OUTLINE / 2))


def _placed(words: Words) -> str:
    """Letters by where they start: not every program knows how to set them by their middle or their end."""
    width = line_em(words.text, bold=words.bold, italic=words.italic) * LETTER
    x = words.x - width * BEFORE[words.anchor]
    return letters(words, x, font_family=FONT, font_size=LETTER, fill=INK)
