"""SVG for pages and PDF, escaped on the way: what a browser, typst and a printer draw alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from services.report.render.drawing.parts import BEFORE, OUTLINE, Block, Part, Words
from services.report.render.letters import printable
from services.report.render.widths import letters_em

XMLNS = "http://www.w3.org/2000/svg"
FONT = "Tinos, 'Times New Roman', 'Liberation Serif', serif"
INK, GRID, DARK = "#1a1a1a", "#d5d9de", "#26323d"
#: what a hatched bar is drawn with: strokes so far apart and so wide, on a ground
GROUND, STROKE, APART, THIN = "#eef1f4", "#5b6b7b", 6, 1
#: nine points where the drawing is as wide as the page
LETTER = 14.0
#: the widths of a drawing on a page and on a telephone, in its own units
WIDE, NARROW = 720.0, 360.0


@dataclass(frozen=True)
class Drawing:
    """A picture without pixels: its size in its own units and what is inside; `alt` says what it shows.

    `hatching` is what its hatching is called on a page, where no two may have one name.
    """

    width: float
    height: float
    inside: tuple[Part, ...]
    alt: str
    hatching: str = ""

    @property
    def svg(self) -> str:
        """The drawing by itself, with everything it needs."""
        opened = tag(
            "svg",
            xmlns=XMLNS,
            viewBox=self.view,
            role="img",
            aria_label=self.alt,
            font_family=FONT,
            font_size=LETTER,
            fill=INK,
        ).removesuffix("/>")
        pattern = [_pattern(self.hatching)] if self.hatching else []
        return "\n".join((f"{opened}>", *pattern, *map(self._written, self.inside), "</svg>"))

    @property
    def view(self) -> str:
        """The whole sheet, as SVG states it."""
        return f"0 0 {plain(self.width)} {plain(self.height)}"

    def _written(self, part: Part) -> str:
        if isinstance(part, Words):
            return letters(part, x=part.x, text_anchor=None if part.anchor == "start" else part.anchor)
        return bar(part, part.fill or f"url(#{self.hatching})") if isinstance(part, Block) else part


def tag(name: str, text: str | None = None, children: Iterable[str] = (), **attributes: Any) -> str:
    """An element; an underscore in the name of an attribute is a dash, and None leaves the attribute out."""
    stated = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children) if text is None else escape(printable(text), quote=False)
    return f"<{name}{stated}>{inner}</{name}>" if inner else f"<{name}{stated}/>"


def plain(value: object) -> str:
    """A value as SVG writes it: numbers with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else printable(str(value))


def letters(words: Words, x: float, **attributes: Any) -> str:
    """Letters at `x`, which `attributes` say more of."""
    look = {"font_weight": "bold" if words.bold else None, "font_style": "italic" if words.italic else None}
    return tag("text", words.text, x=x, y=words.y, **attributes | look)


def bar(block: Block, fill: str) -> str:
    """A bar filled with `fill`, and its outline."""
    size: dict[str, Any] = dict(zip(("x", "y", "width", "height"), block.box, strict=True))
    return tag("rect", **size, fill=fill, stroke=DARK, stroke_width=OUTLINE)


def backed(words: Words) -> Iterator[Part]:
    """Letters on a white ground, which hides the lines they would stand across."""
    width = letters_em(words.text) * LETTER
    left = words.x - width * BEFORE[words.anchor]
    yield tag("rect", x=left - 1, y=words.y - LETTER * 0.75, width=width + 2, height=LETTER * 0.9, fill="#fff")
    yield words


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = INK, **attributes: Any) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **attributes)


def _pattern(name: str) -> str:
    """Hatching as a page has it: half of each stroke is cut off at the edge of its tile."""
    ground = tag("rect", width=APART, height=APART, fill=GROUND)
    stroke = tag("line", x1=0, y1=0, x2=0, y2=APART, stroke=STROKE, stroke_width=2 * THIN)
    shape: dict[str, Any] = {
        "width": APART,
        "height": APART,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
    }
    return tag("defs", children=[tag("pattern", id=name, children=[ground, stroke], **shape)])
