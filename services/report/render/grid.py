"""A table as it is printed: heading rows with their spans, and lines of ready text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from services.report.domain.bulletin import Cell, Column, Table, Total
from services.report.domain.cell import DOUBT_MARK
from services.report.render.labels import Labels

LeafKind = Literal["ordinal", "unit", "figure", "change", "verdict"]
REVISED = "(R)"
AMOUNTS = frozenset({"count", "number", "vnd"})


@dataclass(frozen=True)
class Leaf:
    """One printed column: the figure of a bulletin column, its change or its verdict."""

    kind: LeafKind
    heading: str
    column: Column | None = None

    @property
    def part(self) -> str:
        """The style of its cells: names to the left, amounts to the right, the rest in the middle."""
        amount = self.column is not None and self.column.measure in AMOUNTS and self.kind != "verdict"
        return "Table Name" if self.kind == "unit" else "Table Right" if amount else "Table Centre"


@dataclass(frozen=True)
class Head:
    """A heading cell over `span` columns and `depth` rows, from column `start` on."""

    text: str
    start: int
    span: int = 1
    depth: int = 1


@dataclass(frozen=True)
class Slot:
    """One printed body cell."""

    leaf: Leaf
    text: str
    cell: Cell | None = None


@dataclass(frozen=True)
class Line:
    """One printed row: its name and what stands right of it."""

    ordinal: str
    name: str
    slots: tuple[Slot, ...]
    rank: int | None = None


@dataclass(frozen=True)
class Grid:
    """A whole printed table; the first two leaves are the ordinal and the unit. One of `signs` is read as a picture."""

    leaves: tuple[Leaf, ...]
    heads: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]
    total: Line | None
    notes: tuple[str, ...]
    signs: bool = False


def grid(table: Table, labels: Labels) -> Grid:
    """Lay out `table` with the words of `labels`."""
    leaves = (Leaf("ordinal", labels.ordinal), Leaf("unit", labels.unit), *_leaves(table, labels))
    lines = tuple(
        Line(str(place), row.name, _slots(leaves, row.cells, labels), row.rank)
        for place, row in enumerate(table.rows, start=1)
    )
    total = Line("", table.total.name, _slots(leaves, table.total.cells, labels)) if table.total else None
    return Grid(leaves, _heads(leaves), lines, total, tuple(_notes(table, labels)))


def _leaves(table: Table, labels: Labels) -> Iterator[Leaf]:
    for column in table.columns:
        yield Leaf("figure", column.heading or column.group, column)
        if column.show_change:
            yield Leaf("change", column.change_heading or labels.change, column)
        if column.show_verdict:
            yield Leaf("verdict", column.verdict_heading or labels.verdict_heading, column)


def _slots(leaves: tuple[Leaf, ...], cells: dict[str, Cell], labels: Labels) -> tuple[Slot, ...]:
    return tuple(_slot(leaf, cells.get(leaf.column.key), labels) for leaf in leaves if leaf.column)


def _slot(leaf: Leaf, cell: Cell | None, labels: Labels) -> Slot:
    if cell is None:
        return Slot(leaf, "")
    text = {"figure": figure_text(cell), "change": _change_text(cell), "verdict": labels.judged(cell)}[leaf.kind]
    return Slot(leaf, text, cell)


def figure_text(cell: Cell) -> str:
    """The printed figure; a corrected one carries its mark, and so does a doubted one."""
    text = f"{cell.text} {REVISED}" if cell.revised and REVISED not in cell.text else cell.text
    return f"{text} {DOUBT_MARK}" if cell.doubts else text


def _change_text(cell: Cell) -> str:
    """The printed change; one since a corrected figure carries the mark."""
    return f"{cell.change_text} {REVISED}" if cell.change_revised and cell.change_text else cell.change_text


def _heads(leaves: tuple[Leaf, ...]) -> tuple[tuple[Head, ...], ...]:
    if not any(leaf.column and leaf.column.group for leaf in leaves):
        return (tuple(Head(leaf.heading, start) for start, leaf in enumerate(leaves)),)
    upper: list[Head] = []
    lower: list[Head] = []
    for group, members in groupby(enumerate(leaves), key=lambda pair: pair[1].column.group if pair[1].column else ""):
        placed = list(members)
        if group:
            upper.append(Head(group, placed[0][0], span=len(placed)))
            lower.extend(Head(leaf.heading, start) for start, leaf in placed)
        else:
            upper.extend(Head(leaf.heading, start, depth=2) for start, leaf in placed)
    return tuple(upper), tuple(lower)


def _notes(table: Table, labels: Labels) -> Iterator[str]:
    yield from table.footnotes
    cells = _cells(table)
    if any(cell.revised for cell in cells) and not any(REVISED in note for note in table.footnotes):
        yield labels.revised
    marks = {(cell.text, labels.status[cell.status]) for cell in cells if cell.status != "reported" and cell.text}
    for text, meaning in sorted(marks):
        if text.casefold() != meaning.casefold() and not any(text in note.split() for note in table.footnotes):
            yield f"“{text}”: {meaning[0].lower()}{meaning[1:]}."


def _cells(table: Table) -> list[Cell]:
    holders = [row.cells for row in table.rows] + ([table.total.cells] if table.total else [])
    return [cell for cells in holders for cell in cells.values()]


def total_way(total: Total | None, key: str, labels: Labels) -> str:
    """How the total of a column came about, in words; empty where nothing is known of it."""
    return labels.how[total.ways[key]] if total and key in total.ways else ""
