"""What leaders must know of an edition, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from services.report.domain.bulletin import Bulletin, Cell, Column, Table
from services.report.domain.extract.background import Background
from services.report.domain.extract.parts import (
    Attention,
    Doubted,
    Extract,
    Heading,
    IndicatorStanding,
    Line,
    Movement,
    Standing,
    Summary,
    TaskLine,
)
from shared.catalogue.binding import REPORTING_LEVELS


def summary_of(
    bulletin: Bulletin, units: Sequence[Extract], tasks: Sequence[TaskLine], heading: Heading, background: Background
) -> Summary:
    """The page for leaders; movements are those of percents, in percentage points.

    Its units are those that report: neither the province itself nor "undetermined" is one.
    """
    moved = list(_movements(units))
    return Summary(
        heading=heading,
        units=sum(unit.level in REPORTING_LEVELS for unit in units),
        standing=_together(units),
        indicators=tuple(_indicators(bulletin, background)),
        rises=tuple(sorted((one for one in moved if _points(one) > 0), key=_largest)),
        falls=tuple(sorted((one for one in moved if _points(one) < 0), key=_largest)),
        attention=tuple(sorted(_behind(units), key=_weight)),
        tasks=tuple(task for task in tasks if task.state == "overdue"),
        doubts=tuple(
            Doubted(unit=unit.unit, unit_name=unit.name, name=line.name, cell=line.cell)
            for unit in units
            for line in unit.lines
            if line.cell.doubts
        ),
    )


def _together(units: Sequence[Extract]) -> Standing:
    counted = {name: sum(getattr(unit.standing, name) for unit in units) for name in Standing.model_fields}
    return Standing(**counted)


def _indicators(bulletin: Bulletin, background: Background) -> Iterator[IndicatorStanding]:
    for table in bulletin.tables:
        for column in table.columns:
            verdicts = [row.cells[column.key].verdict for row in table.rows]
            judged = [verdict for verdict in verdicts if verdict is not None]
            if judged:
                met = sum(verdict == "met" for verdict in judged)
                whole = _whole(table, column)
                name = background.name(column)
                yield IndicatorStanding(name=name, met=met, judged=len(judged), whole=whole)


def _whole(table: Table, column: Column) -> Cell | None:
    cell = None if table.total is None else table.total.cells[column.key]
    return None if cell is None or cell.status != "reported" else cell


def _movements(units: Sequence[Extract]) -> Iterator[Movement]:
    for unit in units:
        for line in unit.lines:
            if line.measure == "percent" and line.cell.change is not None:
                yield Movement(unit=unit.unit, unit_name=unit.name, name=line.name, cell=line.cell)


def _points(moved: Movement) -> Decimal:
    return Decimal(moved.cell.change or 0)


def _largest(moved: Movement) -> tuple[Decimal, str, str]:
    return -abs(_points(moved)), moved.unit_name, moved.name.vi


def _behind(units: Sequence[Extract]) -> Iterator[Attention]:
    for unit in units:
        worst = sorted((line for line in unit.lines if line.cell.verdict == "not_met"), key=_gap)
        if worst:
            yield Attention(unit=unit.unit, unit_name=unit.name, standing=unit.standing, worst=tuple(worst))


def _gap(line: Line) -> tuple[bool, Decimal, str]:
    return line.measure != "percent", -abs(Decimal(line.cell.gap or 0)), line.name.vi


def _weight(unit: Attention) -> tuple[int, tuple[bool, Decimal, str], str]:
    return -unit.standing.not_met, _gap(unit.worst[0]), unit.unit_name
