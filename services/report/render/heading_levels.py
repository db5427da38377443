"""How deep each heading stands, so that who listens to a document finds no gap between two levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: the styles of headings by weight
RANKS = {"Part Heading": 0, "Annex Number": 0, "Heading 1": 1, "Heading 2": 2, "Heading 3": 3, "Heading 4": 4}


def levels(styles: Iterable[str]) -> Iterator[int]:
    """The level of each heading, from 1, and 0 of what is none: one below the last heading of more weight."""
    opened: list[int] = []
    for style in styles:
        rank = RANKS.get(style)
        if rank is None:
            yield 0
            continue
        while opened and opened[-1] >= rank:
            opened.pop()
        opened.append(rank)
        yield len(opened)
