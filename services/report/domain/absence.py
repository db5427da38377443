"""Figures declared missing, with the reason that the edition prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.report.domain.bulletin import Bulletin, Cell, Row, Table, Total
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Tongue
from services.report.domain.twins import in_english

Holder = TypeVar("Holder", Row, Total)
ALL = ""


@dataclass(frozen=True, order=True)
class Absence:
    """Why figures of a unit are missing: those of one indicator, or with `indicator` empty all that have not come."""

    unit: str
    indicator: str
    reason: str


class Absences:
    """What was declared missing of one period; a word on one indicator goes before one on the whole unit."""

    def __init__(self, declared: Sequence[Absence]) -> None:
        self._reasons: Mapping[tuple[str, str], str] = {(each.unit, each.indicator): each.reason for each in declared}

    def reason(self, unit: str, indicator: str) -> str | None:
        """Why the figure is missing; None where nobody has said so."""
        return self._reasons.get((unit, indicator), self._reasons.get((unit, ALL)))


def explained(bulletin: Bulletin, absences: Absences) -> Bulletin:
    """The bulletin with the reason at every missing figure that was declared so, and under its table."""
    return bulletin.model_copy(update={"tables": tuple(_explained(table, absences) for table in bulletin.tables)})


def _explained(table: Table, absences: Absences) -> Table:
    indicators = {column.key: column.indicator for column in table.columns}
    rows = tuple(_with_reasons(row, indicators, absences) for row in table.rows)
    total = None if table.total is None else _with_reasons(table.total, indicators, absences)
    told = table.model_copy(update={"rows": rows, "total": total})
    notes = {
        "footnotes": (*table.footnotes, *_notes(told, VIETNAMESE)),
        "footnotes_en": (*table.footnotes_en, *_notes(in_english(told), ENGLISH)),
    }
    return told.model_copy(update=notes)


def _with_reasons(holder: Holder, indicators: Mapping[str, str], absences: Absences) -> Holder:
    reasons = {
        key: reason
        for key, cell in holder.cells.items()
        if cell.status == "missing" and (reason := absences.reason(holder.unit, indicators[key])) is not None
    }
    if not reasons:
        return holder
    cells = {key: _said(cell, reasons.get(key)) for key, cell in holder.cells.items()}
    return holder.model_copy(update={"cells": cells})


def _said(cell: Cell, reason: str | None) -> Cell:
    return cell if reason is None else cell.model_copy(update={"missing_reason": reason})


def _notes(table: Table, tongue: Tongue) -> Iterator[str]:
    """One line for each unit and reason; the columns are named where others of the unit have their figures."""
    headings = {column.key: _label(column.group, column.heading) for column in table.columns}
    for holder in (*table.rows, *((table.total,) if table.total else ())):
        columns: dict[str, list[str]] = {}
        for key, cell in holder.cells.items():
            if cell.missing_reason is not None:
                columns.setdefault(cell.missing_reason, []).append(headings[key])
        for reason, named in columns.items():
            where = "" if len(named) == len(headings) else f" ({'; '.join(named)})"
            said = tongue.words("chưa có số liệu; lý do", "no figure yet; reason")
            yield f"{holder.name}{where}: {said}: {reason.rstrip('.')}."


def _label(group: str, heading: str) -> str:
    return f"{group}, {heading}" if group else heading
