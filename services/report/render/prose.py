"""Articles: the small part of Markdown an editor may use, read into plain blocks of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from services.report.domain.picture import Picture
from services.report.render.links import followed

Kind = Literal["heading", "paragraph", "bullet", "number", "quote", "picture", "table"]
#: headings of an article have as many levels
DEEPEST = 2
SPACE = " "


@dataclass(frozen=True)
class Run:
    """Letters of one weight; those that describe a picture name its `source`, those of a link lead to `link`."""

    text: str
    bold: bool = False
    italic: bool = False
    source: str = ""
    link: str = ""


@dataclass(frozen=True)
class Block:
    """A heading, paragraph or list item; `depth` counts the lists it is in, `mark` is what stands before an item.

    Of a heading, `depth` is its level below the article's title, without a gap. Items of one list share their `series`.
    A `picture` stands by itself; its description is the text of its block. Of a table, `rows` are its cells, the first
    row its headings.
    """

    kind: Kind
    runs: tuple[Run, ...]
    depth: int = 0
    mark: str = ""
    series: int = 0
    picture: Picture | None = None
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.runs)


def text_of(runs: Iterable[Run]) -> str:
    """The letters of runs, whatever their weight."""
    return "".join(run.text for run in runs)


def by_link(runs: Iterable[Run]) -> list[tuple[str, tuple[Run, ...]]]:
    """The runs in order, those of one link together under its address; other ones under an empty address."""
    return [(link, tuple(members)) for link, members in groupby(runs, lambda run: run.link)]


def blocks(markdown: str, pictures: Sequence[Picture] = ()) -> list[Block]:
    """Read Markdown. Raw HTML stays text; a link leads on from its words, and its address follows them.

    A picture that is one of `pictures` and stands in a paragraph of its own is a block, any other its description.
    What says nothing, such as an empty heading, is left out.
    """
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    known = {picture.file: picture for picture in pictures}
    return [_shown(block, known) for block in _blocks(tokens) if block.rows or block.text.strip()]


def _shown(block: Block, known: Mapping[str, Picture]) -> Block:
    alone = block.kind == "paragraph" and len(block.runs) == 1
    picture = known.get(block.runs[0].source) if alone else None
    return block if picture is None else Block("picture", block.runs, picture=picture)


@dataclass
class _List:
    series: int
    ordered: bool
    number: int
    pending: bool = False

    def mark(self) -> str:
        """What stands before this paragraph: only an item's first one is marked."""
        if not self.pending:
            return ""
        self.pending = False
        return f"{self.number}." if self.ordered else "-"


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    lists: list[_List] = []
    levels: list[int] = []
    rows: list[list[tuple[Run, ...]]] = []
    heading = quoted = False
    series = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            series += 1
            lists.append(_List(series, token.type.startswith("ordered"), int(token.attrs.get("start", 1)) - 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            lists[-1].number += 1
            lists[-1].pending = True
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type.endswith("open")
            levels = _levels(levels, int(token.tag[1:])) if heading else levels
        elif token.type in ("table_open", "tr_open", "table_close"):
            yield from _tabulated(token, rows)
        elif token.type == "inline" and rows:
            rows[-1].append(_runs(token))
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted = token.type.endswith("open")
        elif token.type in ("inline", "code_block", "fence", "html_block"):
            yield _block(_runs(token), level=len(levels) if heading else 0, quoted=quoted, lists=lists)


def _levels(above: list[int], level: int) -> list[int]:
    """The levels a heading stands below, and its own: whatever is skipped in the text is not skipped here."""
    return [*(each for each in above if each < level), level]


def _tabulated(token: Token, rows: list[list[tuple[Run, ...]]]) -> Iterator[Block]:
    if token.type == "tr_open":
        rows.append([])
    elif token.type == "table_close":
        yield Block("table", (), rows=tuple(map(tuple, rows)))
        rows.clear()


def _block(runs: tuple[Run, ...], *, level: int, quoted: bool, lists: list[_List]) -> Block:
    if lists:
        return Block("number" if lists[-1].ordered else "bullet", runs, len(lists), lists[-1].mark(), lists[-1].series)
    if level:
        return Block("heading", runs, min(level, DEEPEST))
    return Block("quote" if quoted else "paragraph", runs)


def _runs(token: Token) -> tuple[Run, ...]:
    if token.type != "inline":
        return (Run(token.content.rstrip("\n")),)
    found: list[Run] = []
    bold = italic = 0
    links: list[tuple[str, int]] = []
    for piece in token.children or []:
        bold += {"strong_open": 1, "strong_close": -1}.get(piece.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(piece.type, 0)
        if piece.type == "link_open":
            links.append((str(piece.attrs.get("href", "")), len(found)))
        elif piece.type == "link_close":
            address, start = links.pop()
            found[start:] = _linked(address, found[start:])
        elif text := _letters(piece):
            found.append(Run(text, bold > 0, italic > 0, str(piece.attrs.get("src", ""))))
    return tuple(found)


def _letters(piece: Token) -> str:
    if piece.type in ("softbreak", "hardbreak"):
        return SPACE if piece.type == "softbreak" else "\n"
    return piece.content


def _linked(address: str, words: list[Run]) -> list[Run]:
    """Paper cannot be clicked: the address is printed unless it is what the link already says."""
    said, link = text_of(words), followed(address)
    linked = [replace(run, link=link) for run in words]
    if not address or said in (address, address.removeprefix("mailto:")):
        return linked
    return [*linked, Run(f" ({address})", link="" if said.strip() else link)]
