"""Where a printed figure comes from, in words: what it was judged by and the events behind it."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.domain.bulletin import Cell, Column
from services.report.render.labels import Labels

EVENTS_SHOWN = 3
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


def provenance(cell: Cell, column: Column, labels: Labels, way: str = "") -> str:
    """Lines about one cell, for people; `way` says how a total came about."""
    return "\n".join(_lines(cell, column, labels, way))


def _lines(cell: Cell, column: Column, labels: Labels, way: str) -> Iterator[str]:
    if cell.status != "reported":
        yield labels.status[cell.status]
    if way:
        yield way
    if cell.numerator is not None and cell.denominator is not None:
        yield f"{labels.numerator}: {_number(cell.numerator, labels)}/{_number(cell.denominator, labels)}"
    if cell.target is not None:
        yield f"{labels.target}: {threshold(cell, column, labels)}"
    if cell.legal_basis:
        yield f"{labels.legal_basis}: {cell.legal_basis}"
    if cell.as_of:
        yield f"{labels.as_of}: {labels.day(cell.as_of)}"
    if cell.compared_with and cell.change_text:
        yield f"{labels.compared_with} {labels.month(cell.compared_with)}: {cell.change_text}"
    if cell.events:
        yield f"{labels.events}: {_events(cell, labels)}"


def threshold(cell: Cell, column: Column, labels: Labels) -> str:
    """What a figure was judged by, such as ≥ 80%."""
    unit = "%" if column.measure == "percent" else ""
    asked = f"{_number(cell.target or '', labels)}{unit}"
    if cell.upper is not None:
        return f"{asked} – {_number(cell.upper, labels)}{unit}"
    return f"{SIGNS.get(cell.comparator or '', '')} {asked}".strip()


def _number(text: str, labels: Labels) -> str:
    return text.replace(".", ",") if labels.language == "vi" else text


def _events(cell: Cell, labels: Labels) -> str:
    shown = ", ".join(map(str, cell.events[:EVENTS_SHOWN]))
    more = len(cell.events) - EVENTS_SHOWN
    return f"{shown} {labels.more_events.format(count=more)}" if more > 0 else shown
