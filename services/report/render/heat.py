"""The heat table: every unit against every target it is judged by, in signs that a copier keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.report.domain.bulletin import Cell, Column, Row
from services.report.render.grid import Grid, Head, Leaf, Line, Slot
from services.report.render.labels import Labels
from services.report.render.outline import Exhibit

MET, NOT_MET = "●", "○"
SIGNS = {"met": MET, "not_met": NOT_MET}
#: fewer judged columns than this are seen at once in their own tables
LEAST = 2


class Judged(NamedTuple):
    """A column with verdicts, with the caption of its table and the rows by unit."""

    caption: str
    column: Column
    rows: dict[str, Row]


def heat_grid(exhibits: Sequence[Exhibit], labels: Labels) -> Grid | None:
    """Units by judged columns; None where too little is judged for a summary."""
    judged = [column for exhibit in exhibits for column in _judged(exhibit)]
    if len(judged) < LEAST:
        return None
    leaves = tuple(Leaf("verdict", f"({place})", each.column) for place, each in enumerate(judged, 1))
    # The first table that has a unit says its name and, among units new to the summary, its place.
    units: dict[str, str] = {}
    for unit, row in (item for each in judged for item in each.rows.items()):
        units.setdefault(unit, row.name)
    lines = tuple(
        Line(
            str(place), name, tuple(_slot(leaf, each.rows.get(unit)) for leaf, each in zip(leaves, judged, strict=True))
        )
        for place, (unit, name) in enumerate(units.items(), 1)
    )
    total = Line("", labels.met_units, tuple(_counted(leaf, each) for leaf, each in zip(leaves, judged, strict=True)))
    every = (Leaf("ordinal", labels.ordinal), Leaf("unit", labels.unit), *leaves)
    heads = (tuple(Head(leaf.heading, start) for start, leaf in enumerate(every)),)
    return Grid(every, heads, lines, total, (labels.heat_legend, *_keys(judged)), signs=True)


def _judged(exhibit: Exhibit) -> Iterator[Judged]:
    rows = {row.unit: row for row in exhibit.table.rows}
    for column in exhibit.table.columns:
        if column.show_verdict and any(
            row.cells[column.key].verdict for row in rows.values() if column.key in row.cells
        ):
            yield Judged(exhibit.caption, column, rows)


def _slot(leaf: Leaf, row: Row | None) -> Slot:
    cell = row.cells.get(leaf.column.key) if row and leaf.column else None
    return Slot(leaf, _sign(cell), cell)


def _sign(cell: Cell | None) -> str:
    if cell is None or (cell.verdict is None and cell.status == "reported"):
        return ""
    return SIGNS[cell.verdict] if cell.verdict else cell.text


def _counted(leaf: Leaf, judged: Judged) -> Slot:
    verdicts = [row.cells[judged.column.key].verdict for row in judged.rows.values() if judged.column.key in row.cells]
    known = [verdict for verdict in verdicts if verdict]
    return Slot(leaf, f"{known.count('met')}/{len(known)}")


def _keys(judged: Sequence[Judged]) -> Iterator[str]:
    for place, each in enumerate(judged, 1):
        column = each.column
        what = ": ".join(filter(None, (column.group, column.heading)))
        yield f"({place}) {each.caption} – {what}{'; ' + column.verdict_heading if column.verdict_heading else ''}."
