"""The Markdown of an article: what may not stand in it, and the pictures it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from shared.errors import Stop

RAW = ("html_block", "html_inline")


@dataclass(frozen=True)
class Reference:
    """A picture as the text refers to it: ![alt](file "caption")."""

    file: str
    alt: str
    caption: str


def demand_safe(path: Path, body: str) -> None:
    """Raises Stop where the text has raw HTML: an article is the same on paper and on every page."""
    for token in _tokens(body):
        for piece in (token, *(token.children or ())):
            if piece.type in RAW:
                line = f", line {token.map[0] + 1} of the text" if token.map else ""
                raise Stop(f"{path}{line}: HTML is not allowed in an article: {piece.content.strip()[:60]}")


def pictures_in(body: str) -> Iterator[Reference]:
    """The pictures of the text, in order."""
    for token in _tokens(body):
        for piece in token.children or ():
            if piece.type == "image":
                attributes = piece.attrs
                yield Reference(str(attributes.get("src", "")), piece.content, str(attributes.get("title", "")))


def _tokens(body: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).parse(body)
