"""What a table must explain under it: its marks, totals that do not exist, and figures of another day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from services.report.domain.bulletin import Row, Total
from services.report.domain.cell import DOUBT_MARK, MISSING_MARK, NO_ACTIVITY_MARK, WAIVED_MARK
from services.report.domain.column import FilledColumn
from services.report.domain.tongue import VIETNAMESE, Language, Tongue
from shared.doubts import CHECK

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {
        "no_activity": f"Ký hiệu {NO_ACTIVITY_MARK} : không phát sinh.",
        "missing": f"Ký hiệu {MISSING_MARK} : chưa có số liệu.",
        "waived": f"Ký hiệu {WAIVED_MARK} : không áp dụng.",
        "no_whole": (
            f"Ký hiệu {NO_ACTIVITY_MARK} ở dòng {{name}}: không có số chung, vì các đơn vị chỉ gửi tỷ lệ phần trăm "
            "và tỷ lệ chung không phải là trung bình cộng của các tỷ lệ."
        ),
        "counted": "{name}, {label}: tính trên {counted}/{expected} đơn vị có số liệu.",
        "day": "{name}: số liệu tính đến ngày {day}.",
    },
    "en": {
        "no_activity": f"The sign {NO_ACTIVITY_MARK} means: no activity.",
        "missing": f"The sign {MISSING_MARK} means: no figure yet.",
        "waived": f"The sign {WAIVED_MARK} means: not applicable.",
        "no_whole": (
            f"The sign {NO_ACTIVITY_MARK} in the row “{{name}}” means that there is no overall figure: the units send "
            "percentages only, and an overall percentage is not the average of percentages."
        ),
        "counted": "{name}, {label}: computed from {counted} of the {expected} units.",
        "day": "{name}: figures as of {day}.",
    },
}


def footnotes(
    rows: Sequence[Row], total: Total | None, columns: Sequence[FilledColumn], tongue: Tongue = VIETNAMESE
) -> Iterator[str]:
    """The footnotes of a table in printed order, in the language of its headings."""
    words = WORDS[tongue.language]
    cells = [cell for holder in (*rows, *((total,) if total else ())) for cell in holder.cells.values()]
    statuses = {cell.status for cell in cells}
    if "no_activity" in statuses:
        yield words["no_activity"]
    if "missing" in statuses:
        yield words["missing"]
    if any(cell.text == WAIVED_MARK for cell in cells):
        yield words["waived"]
    if total is not None:
        yield from _totals(total, columns, words)
    yield from _other_days(rows, columns, tongue)
    yield from _doubted((*rows, *((total,) if total else ())), columns, tongue)


def _totals(total: Total, columns: Sequence[FilledColumn], words: Mapping[str, str]) -> Iterator[str]:
    headings = [
        filled.column.heading if not filled.column.group else filled.column.group
        for filled in columns
        if total.cells[filled.column.key].status == "not_applicable"
    ]
    if headings:
        yield words["no_whole"].format(name=total.name)
    for filled in columns:
        figure = filled.figures.get(total.unit)
        if figure and figure.counted is not None and figure.expected is not None and figure.counted < figure.expected:
            counted = {"counted": figure.counted, "expected": figure.expected}
            yield words["counted"].format(name=total.name, label=_label(filled), **counted)


def _other_days(rows: Sequence[Row], columns: Sequence[FilledColumn], tongue: Tongue) -> Iterator[str]:
    notes: dict[str, None] = {}
    for filled in columns:
        latest = max((figure.as_of for figure in filled.figures.values()), default=None)
        for row in rows:
            day = row.cells[filled.column.key].as_of
            if day is not None and day != latest:
                notes[WORDS[tongue.language]["day"].format(name=row.name, day=tongue.day(day))] = None
    yield from notes


def _doubted(holders: Sequence[Row | Total], columns: Sequence[FilledColumn], tongue: Tongue) -> Iterator[str]:
    for holder in holders:
        for filled in columns:
            if doubts := holder.cells[filled.column.key].doubts:
                said = "; ".join(doubt.text for doubt in doubts)
                yield f"{DOUBT_MARK} {holder.name}, {_label(filled)}: {CHECK[tongue.language]}: {said}."


def _label(filled: FilledColumn) -> str:
    column = filled.column
    return f"{column.group}, {column.heading}" if column.group else column.heading
