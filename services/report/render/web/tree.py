"""Flat blocks of an article as the nested lists HTML wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.report.domain.picture import Picture
from services.report.render.prose import Block, Run


@dataclass
class Node:
    """A block, a list (`tag` "ul" or "ol") of items, or an item with paragraphs and inner lists; maybe a `picture`."""

    tag: str
    runs: tuple[Run, ...] = ()
    start: int = 1
    children: list[Node] = field(default_factory=list)
    picture: Picture | None = None
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


#: HTML has no headings below
LOWEST = 6
TAGS = {"paragraph": "p", "quote": "blockquote", "picture": "figure", "table": "table"}


def tree(blocks: Sequence[Block], title: int = 3) -> list[Node]:
    """Nest list items below the items they belong to; headings stand below a title of level `title`."""
    root: list[Node] = []
    open_lists: list[tuple[int, Node]] = []
    for block in blocks:
        if block.kind in TAGS or block.kind == "heading":
            open_lists.clear()
            tag = TAGS.get(block.kind) or f"h{min(title + block.depth, LOWEST)}"
            root.append(Node(tag, block.runs, picture=block.picture, rows=block.rows))
            continue
        del open_lists[block.depth :]
        if not open_lists or open_lists[-1][0] != block.series:
            _open(block, root, open_lists)
        items = open_lists[-1][1].children
        if block.mark or not items:
            items.append(Node("li"))
        items[-1].children.append(Node("p", block.runs))
    return root


def _open(block: Block, root: list[Node], open_lists: list[tuple[int, Node]]) -> None:
    """Open a list where the block stands: inside the last item of the list around it, if there is one."""
    del open_lists[block.depth - 1 :]
    start = int(block.mark.rstrip(".")) if block.kind == "number" and block.mark else 1
    made = Node("ol" if block.kind == "number" else "ul", start=start)
    around = open_lists[-1][1].children[-1].children if open_lists else root
    around.append(made)
    open_lists.append((block.series, made))
