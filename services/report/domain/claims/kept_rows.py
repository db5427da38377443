"""The rows of a table beside those of the edition that was kept: who is who, who is lost, who stands elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from services.report.domain.claims.document import PageTable
from services.report.domain.claims.names import Names

#: where our own tables print the names of their rows
NAME = 1
Row = tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """`pairs` are our row and theirs; `moved` are their place, our place (both from 1) and the row."""

    pairs: tuple[tuple[Row, Row], ...]
    lost: tuple[Row, ...]
    added: tuple[Row, ...]
    moved: tuple[tuple[int, int, Row], ...]


def rows(theirs: PageTable, ours: PageTable, name: int, names: Names) -> Rows:
    """Rows by the unit they are called by; those whose name has changed by the place they are left in.

    `name` is where the other table has the names.
    """
    mine, other = list(ours.rows[ours.heads :]), list(theirs.rows[theirs.heads or ours.heads :])
    places = list(range(len(other)))
    found: dict[int, int] = {}
    for place, row in enumerate(mine):
        same = next((at for at in places if names.key(other[at][name]) == names.key(row[NAME])), None)
        if same is not None:
            places.remove(same)
            found[place] = same
    lost = [place for place in range(len(mine)) if place not in found]
    # Only as many rows as before: then some were renamed. Else each is either gone or new.
    if len(lost) == len(places):
        found.update(zip(lost, places, strict=True))
        lost, places = [], []
    moved = out_of_order([found[place] for place in sorted(found)])
    return Rows(
        tuple((mine[place], other[found[place]]) for place in sorted(found)),
        tuple(mine[place] for place in lost),
        tuple(other[at] for at in places),
        tuple((found[place] + 1, place + 1, mine[place]) for place in sorted(found) if found[place] in moved),
    )


def out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest places without which the others ascend."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = ends[at - 1] if at else None
        tails[at:] = [place] if at == len(tails) else [place, *tails[at + 1 :]]
        ends[at:] = [place] if at == len(ends) else [place, *ends[at + 1 :]]
    kept, last = set(), ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(places) - kept
