"""SVG, escaped on the way: what a browser, typst and a printer draw alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from services.report.render.letters import printable
from services.report.render.widths import letters_em

FONT = "Tinos, 'Times New Roman', 'Liberation Serif', serif"
INK, GRID, DARK = "#1a1a1a", "#d5d9de", "#26323d"
#: nine points where the drawing is as wide as the page
LETTER = 14.0
#: the widths of a drawing on a page and on a telephone, in its own units
WIDE, NARROW = 720.0, 360.0


@dataclass(frozen=True)
class Drawing:
    """A picture without pixels: its size in its own units and what is inside; `alt` says what it shows."""

    width: float
    height: float
    inside: tuple[str, ...]
    alt: str

    @property
    def svg(self) -> str:
        """The drawing by itself, with everything it needs."""
        opened = tag(
            "svg",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {plain(self.width)} {plain(self.height)}",
            role="img",
            aria_label=self.alt,
            font_family=FONT,
            font_size=LETTER,
            fill=INK,
        ).removesuffix("/>")
        return "\n".join((f"{opened}>", *self.inside, "</svg>"))


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


def words(text: str, x: float, y: float, anchor: str | None = None, **attributes: Any) -> str:
    """Letters whose line stands at (`x`, `y`)."""
    return tag("text", text, x=x, y=y, text_anchor=anchor, **attributes)


def backed(text: str, x: float, y: float, anchor: str | None = None, **attributes: Any) -> Iterator[str]:
    """Letters on a white ground, which hides the lines they would stand across."""
    width = letters_em(text) * LETTER if text else 0.0
    left = x - width * {"middle": 0.5, "end": 1.0}.get(anchor or "", 0.0)
    yield tag("rect", x=left - 1, y=y - LETTER * 0.75, width=width + 2, height=LETTER * 0.9, fill="#fff")
    yield words(text, x, y, anchor, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = INK, **attributes: Any) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **attributes)
