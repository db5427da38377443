"""What a table must explain of its changes: why one is not printed, and whose figures another is counted from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from services.report.domain.bulletin import Row, Total
from services.report.domain.column import FilledColumn
from services.report.domain.records import Known
from services.report.domain.tongue import VIETNAMESE, Language, Tongue
from shared.facts import Change, Evaluation, Incomparable

REASONS: Final[Mapping[Incomparable, str]] = {
    "only_percents": "các đơn vị trước khi sắp xếp chỉ gửi tỷ lệ phần trăm, không đủ số liệu để tính tỷ lệ chung",
    "not_additive": "số liệu của các đơn vị trước khi sắp xếp không cộng được với nhau",
    "split": "đơn vị được thành lập khi chia tách, không tách riêng được số liệu của kỳ trước",
    "predecessor_missing": "có đơn vị trước khi sắp xếp không có số liệu của kỳ trước",
    "other_window": "số liệu của hai kỳ được tính trong hai khoảng thời gian không tương đương",
}
ENGLISH_REASONS: Final[Mapping[Incomparable, str]] = {
    "only_percents": "the units before the rearrangement sent percentages only, too little for an overall one",
    "not_additive": "the figures of the units before the rearrangement cannot be added up",
    "split": "the unit came out of a division, and the earlier figures cannot be divided",
    "predecessor_missing": "a unit before the rearrangement has no figure of the period before",
    "other_window": "the figures of the two periods cover spans of time that are not equivalent",
}
#: why there is no change, and whose figures a change is counted from
WORDS: Final[Mapping[Language, tuple[str, str]]] = {
    "vi": (
        "{names}{place}: không so sánh với kỳ trước, vì {reason}.",
        "{name}: số liệu kỳ trước tính chung cho {former}.",
    ),
    "en": (
        "{names}{place}: not compared with the period before, because {reason}.",
        "{name}: the figure of the period before is that of {former} together.",
    ),
}


def comparison_notes(
    rows: Sequence[Row],
    total: Total | None,
    columns: Sequence[FilledColumn],
    known: Known,
    tongue: Tongue = VIETNAMESE,
) -> Iterator[str]:
    """The footnotes on changes, those that stand for several units at once only once."""
    refusal, heritage = WORDS[tongue.language]
    compared = [filled for filled in columns if filled.column.show_change]
    names = {holder.unit: holder.name for holder in (*rows, *((total,) if total else ()))}
    refused: dict[tuple[str, Incomparable], list[str]] = {}
    inherited: dict[str, None] = {}
    for filled in compared:
        for unit, figure in _in_order(names, filled):
            place = _label(filled) if len(compared) > 1 else ""
            if figure.incomparable is not None:
                refused.setdefault((place, figure.incomparable), []).append(names[unit])
            elif figure.change is not None and figure.change.predecessors and filled.cell(unit).change is not None:
                former = _former(figure.change, known)
                inherited[heritage.format(name=names[unit], former=former)] = None
    for (place, reason), units in refused.items():
        why = tongue.words(REASONS[reason], ENGLISH_REASONS[reason])
        yield refusal.format(names=", ".join(units), place=place, reason=why)
    yield from inherited


def _in_order(names: Mapping[str, str], filled: FilledColumn) -> Iterator[tuple[str, Evaluation]]:
    yield from ((unit, filled.figures[unit]) for unit in names if unit in filled.figures)


def _former(change: Change, known: Known) -> str:
    units = known.catalogue.units
    return ", ".join(units[unit].name_on(change.as_of) if unit in units else unit for unit in change.predecessors)


def _label(filled: FilledColumn) -> str:
    column = filled.column
    return f" ({column.group}, {column.heading})" if column.group else f" ({column.heading})"
