"""The Markdown of an article: what may stand in it, and the pictures it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from services.report.article_flaws import flaw

RAW: Final = ("html_block", "html_inline")
LINKS: Final = ("http://", "https://", "mailto:")
#: a table of an article stands within the text; larger ones are tables of the layout
MOST_COLUMNS, MOST_ROWS = 6, 30


@dataclass(frozen=True)
class Reference:
    """A picture as the text refers to it: ![alt](file "caption")."""

    file: str
    alt: str
    caption: str


def demand_fit(where: object, body: str) -> None:
    """Raises Stop where the text has what cannot be printed alike on paper and on every page.

    That is raw HTML, a link that leads nowhere on paper, and a table too large to stand within a text.
    """
    tokens = _tokens(body)
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        for piece in (token, *(token.children or ())):
            _demand_plain(where, piece, line)
    for rows, columns, start in _tables(tokens):
        if columns > MOST_COLUMNS or rows > MOST_ROWS:
            most = {"most_columns": MOST_COLUMNS, "most_rows": MOST_ROWS}
            raise flaw(where, "table-large", line=start, columns=columns, rows=rows, **most)


def pictures_in(body: str) -> Iterator[Reference]:
    """The pictures of the text, in order."""
    for token in _tokens(body):
        for piece in token.children or ():
            if piece.type == "image":
                attributes = piece.attrs
                yield Reference(str(attributes.get("src", "")), piece.content, str(attributes.get("title", "")))


def _demand_plain(where: object, piece: Token, line: int) -> None:
    if piece.type in RAW:
        raise flaw(where, "html", line=line, value=piece.content.strip()[:60])
    if piece.type == "link_open" and not str(piece.attrs.get("href", "")).startswith(LINKS):
        raise flaw(where, "link", value=str(piece.attrs.get("href", ""))[:200])


def _tables(tokens: list[Token]) -> Iterator[tuple[int, int, int]]:
    """Rows, columns and first line of each table."""
    rows = cells = start = 0
    for token in tokens:
        if token.type == "table_open":
            rows, cells, start = 0, 0, token.map[0] + 1 if token.map else 1
        elif token.type == "tr_open":
            rows += 1
        elif token.type in {"th_open", "td_open"}:
            cells += 1
        elif token.type == "table_close":
            yield rows, cells // max(rows, 1), start


def _tokens(body: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(body)
