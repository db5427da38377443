"""A table together with the evaluations its cells were made from: what sentences and charts are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.report.domain.bulletin import Cell, Column, Table
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Tongue
from services.report.domain.twins import in_english
from shared.facts import Evaluation


@dataclass(frozen=True)
class Line:
    """One unit's cell in one column; `name` is the unit's short name, `evaluation` None where there is no figure."""

    unit: str
    name: str
    cell: Cell
    evaluation: Evaluation | None


@dataclass(frozen=True)
class Sheet:
    """`figures` are by (unit, column key) and cover the total row too; `names` are short names by unit.

    What is said of it is said in `tongue`, as its table is.
    """

    table: Table
    figures: Mapping[tuple[str, str], Evaluation]
    names: Mapping[str, str]
    tongue: Tongue = VIETNAMESE

    def in_english(self) -> Sheet:
        """The same to be told in English."""
        return replace(self, table=in_english(self.table), tongue=ENGLISH)

    def column(self, key: str) -> Column:
        return next(column for column in self.table.columns if column.key == key)

    def cell(self, unit: str, key: str) -> Cell:
        """The cell of a row or of the total."""
        cells = {row.unit: row.cells for row in self.table.rows}
        if unit not in cells and self.table.total is not None:
            return self.table.total.cells[key]
        return cells[unit][key]

    def lines(self, key: str) -> list[Line]:
        """The rows of one column in printed order, without the total."""
        return [
            Line(row.unit, self.names[row.unit], row.cells[key], self.figures.get((row.unit, key)))
            for row in self.table.rows
        ]

    def total(self, key: str) -> Line | None:
        """The total row's figure, if there is one."""
        total = self.table.total
        evaluation = self.figures.get((total.unit, key)) if total else None
        if total is None or evaluation is None:
            return None
        return Line(total.unit, total.name, total.cells[key], evaluation)
