"""What a table must explain under it: its marks, totals that do not exist, and figures of another day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.report.domain.bulletin import Row, Total
from services.report.domain.cell import DOUBT_MARK, MISSING_MARK, NO_ACTIVITY_MARK, WAIVED_MARK
from services.report.domain.column import FilledColumn
from shared.doubts import CHECK
from shared.vietnamese import date_text


def footnotes(rows: Sequence[Row], total: Total | None, columns: Sequence[FilledColumn]) -> Iterator[str]:
    """The footnotes of a table in printed order."""
    cells = [cell for holder in (*rows, *((total,) if total else ())) for cell in holder.cells.values()]
    statuses = {cell.status for cell in cells}
    if "no_activity" in statuses:
        yield f"Ký hiệu {NO_ACTIVITY_MARK} : không phát sinh."
    if "missing" in statuses:
        yield f"Ký hiệu {MISSING_MARK} : chưa có số liệu."
    if any(cell.text == WAIVED_MARK for cell in cells):
        yield f"Ký hiệu {WAIVED_MARK} : không áp dụng."
    if total is not None:
        yield from _totals(total, columns)
    yield from _other_days(rows, columns)
    yield from _doubted((*rows, *((total,) if total else ())), columns)


def _totals(total: Total, columns: Sequence[FilledColumn]) -> Iterator[str]:
    headings = [
        filled.column.heading if not filled.column.group else filled.column.group
        for filled in columns
        if total.cells[filled.column.key].status == "not_applicable"
    ]
    if headings:
        yield (
            f"Ký hiệu {NO_ACTIVITY_MARK} ở dòng {total.name}: không có số chung, vì các đơn vị chỉ gửi tỷ lệ phần trăm "
            "và tỷ lệ chung không phải là trung bình cộng của các tỷ lệ."
        )
    for filled in columns:
        figure = filled.figures.get(total.unit)
        if figure and figure.counted is not None and figure.expected is not None and figure.counted < figure.expected:
            yield f"{total.name}, {_label(filled)}: tính trên {figure.counted}/{figure.expected} đơn vị có số liệu."


def _other_days(rows: Sequence[Row], columns: Sequence[FilledColumn]) -> Iterator[str]:
    notes: dict[str, None] = {}
    for filled in columns:
        latest = max((figure.as_of for figure in filled.figures.values()), default=None)
        for row in rows:
            day = row.cells[filled.column.key].as_of
            if day is not None and day != latest:
                notes[f"{row.name}: số liệu tính đến ngày {date_text(day)}."] = None
    yield from notes


def _doubted(holders: Sequence[Row | Total], columns: Sequence[FilledColumn]) -> Iterator[str]:
    for holder in holders:
        for filled in columns:
            if doubts := holder.cells[filled.column.key].doubts:
                said = "; ".join(doubt.text for doubt in doubts)
                yield f"{DOUBT_MARK} {holder.name}, {_label(filled)}: {CHECK['vi']}: {said}."


def _label(filled: FilledColumn) -> str:
    column = filled.column
    return f"{column.group}, {column.heading}" if column.group else column.heading
