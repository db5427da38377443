"""A document as verify reads it: passages and tables in reading order, each under its heading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A paragraph, numbered from 1 among those that are not empty; `head` marks a heading."""

    number: int
    heading: str
    text: str
    head: bool = False


@dataclass(frozen=True)
class PageTable:
    """A table of texts, every row as wide as the others: a merged cell repeats its text.

    `heads` is how many rows are marked as headings, 0 where none is; `lines` are the paragraphs of its cells.
    """

    number: int
    heading: str
    caption: str
    rows: tuple[tuple[str, ...], ...]
    heads: int = 0
    lines: tuple[str, ...] = ()

    @property
    def is_english(self) -> bool:
        """Whether an edition in English calls it a table."""
        return self.caption.startswith("Table ")


Block = Passage | PageTable


@dataclass(frozen=True)
class Document:
    """The blocks of a document in reading order, and the words that stand for its pictures."""

    blocks: tuple[Block, ...]
    pictures: tuple[str, ...] = ()

    @property
    def is_english(self) -> bool:
        return any(table.is_english for table in self.tables)

    @property
    def tables(self) -> list[PageTable]:
        return [block for block in self.blocks if isinstance(block, PageTable)]

    @property
    def passages(self) -> list[Passage]:
        return [block for block in self.blocks if isinstance(block, Passage)]
