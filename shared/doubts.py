"""How a doubt about a figure is said, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from shared.catalogue.indicator import Measure
from shared.facts import Doubt
from shared.vietnamese import date_text, month_text, number_text, percent_text

Language = Literal["vi", "en"]
SWAPPED = str.maketrans(",.", ".,")

#: by rule, or rule and kind: what is said, with the doubt's facts put in
VIETNAMESE: Final[Mapping[str, str]] = {
    "part_above_whole": "tử số {numerator} lớn hơn mẫu số {denominator}",
    "above_100": "tỷ lệ {value} vượt quá 100%",
    "ratio_contradicted different": "{numerator}/{denominator} bằng {exact}, không phải {value}",
    "ratio_contradicted cut_off": "{value} là số cắt bớt, không làm tròn ({numerator}/{denominator} bằng {exact})",
    "cumulative_fell": "số lũy kế giảm so với kỳ {period} ({before})",
    "not_restarted": "số đếm lại từ ngày {since} bằng đúng số của kỳ {period} ({before}), có thể chưa đếm lại từ đầu",
    "fell_to_zero": "bằng 0 trong khi kỳ {period} là {before}; số 0 có thể là chưa có số liệu",
    "magnitude zeros": "có thể thiếu {power} chữ số 0: nếu là {likely} thì các đơn vị cộng lại đúng bằng tổng {total}",
    "magnitude smaller": "nhỏ hơn khoảng {times} lần so với các kỳ trước (kỳ {period}: {before})",
    "magnitude larger": "lớn hơn khoảng {times} lần so với các kỳ trước (kỳ {period}: {before})",
    "ratio_as_percent": "có thể đã ghi tỷ số thay cho tỷ lệ phần trăm ({likely}?); mức thường gặp là {usual}",
    "outlier_in_history": "khác xa {count} kỳ trước của đơn vị (mức giữa {usual})",
    "outlier_among_peers": "khác xa {count} đơn vị cùng cấp (mức giữa {usual})",
    "units_differ_from_total sum": "{counted} đơn vị cộng lại là {sum}, số tổng đã gửi lệch {difference}",
    "units_differ_from_total share": "số chung không thể như vậy khi các đơn vị từ {lowest} đến {highest}",
    "units_differ_from_total rounded": "chỉ {same}/{counted} đơn vị đạt mức này; số chung có thể đã làm tròn",
    "parts_exceed_total": "các phần cộng lại là {sum}, vượt tổng {difference}",
    "parts_differ_from_total": "các phần cộng lại là {sum}, thiếu {difference} so với tổng",
    "relation_broken broken": "{note_vi} ({left} so với {right})",
    "relation_broken cut_off": "{left} là số cắt bớt, không làm tròn (tính ra {right})",
}
ENGLISH: Final[Mapping[str, str]] = {
    "part_above_whole": "numerator {numerator} is above denominator {denominator}",
    "above_100": "{value} is above 100%",
    "ratio_contradicted different": "{numerator}/{denominator} is {exact}, not {value}",
    "ratio_contradicted cut_off": "{value} was cut off, not rounded ({numerator}/{denominator} is {exact})",
    "cumulative_fell": "the cumulative figure fell since {period} ({before})",
    "not_restarted": "the count since {since} equals that of {period} ({before}); it may not have started anew",
    "fell_to_zero": "0, while {period} had {before}; the 0 may stand for a missing figure",
    "magnitude zeros": "{power} zeros may be lost: with {likely} the units add up to the submitted total {total}",
    "magnitude smaller": "about {times} times smaller than in the periods before ({period}: {before})",
    "magnitude larger": "about {times} times larger than in the periods before ({period}: {before})",
    "ratio_as_percent": "a ratio may have been entered as a percent ({likely}?); {usual} is usual",
    "outlier_in_history": "far from the unit's {count} periods before (middle {usual})",
    "outlier_among_peers": "far from the {count} other units of the level (middle {usual})",
    "units_differ_from_total sum": "{counted} units add up to {sum}; the submitted total is off by {difference}",
    "units_differ_from_total share": "the overall share cannot be so while the units are at {lowest} to {highest}",
    "units_differ_from_total rounded": "only {same} of {counted} units are at this level; it may have been rounded",
    "parts_exceed_total": "the parts add up to {sum}, {difference} above the total",
    "parts_differ_from_total": "the parts add up to {sum}, {difference} short of the total",
    "relation_broken broken": "{note_en} ({left} against {right})",
    "relation_broken cut_off": "{left} was cut off, not rounded (it comes to {right})",
}
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {"vi": VIETNAMESE, "en": ENGLISH}
CHECK: Final[Mapping[Language, str]] = {"vi": "Cần kiểm tra", "en": "To be checked"}
EXPECTED: Final[Mapping[Language, tuple[str, str, str, str]]] = {
    "vi": ("{}", "từ {} đến {}", "từ {} trở lên", "không quá {}"),
    "en": ("{}", "{} to {}", "at least {}", "at most {}"),
}
#: facts that are figures of the indicator itself, and those that are plain numbers
FIGURES = ("value", "exact", "before", "likely", "total", "usual", "sum", "lowest", "highest", "mean", "difference")
NUMBERS = ("numerator", "denominator", "times", "left", "right")
PAIR = 2


def doubt_text(doubt: Doubt, measure: Measure, language: Language = "vi") -> str:
    """What is doubted, without a full stop: "tỷ lệ 119,72% vượt quá 100%"."""
    words, kind = WORDS[language], doubt.facts.get("kind", "")
    pattern = words.get(f"{doubt.rule} {kind}") or words[doubt.rule]
    return pattern.format_map({name: _said(name, fact, measure, language) for name, fact in doubt.facts.items()})


def expected_text(doubt: Doubt, measure: Measure, language: Language = "vi") -> str | None:
    """The range the rule would believe, None where it has none: "không quá 100%"."""
    low, high = doubt.expected_from, doubt.expected_to
    amounts = [_amount(bound, measure, language) for bound in (low, high) if bound is not None]
    same, both, least, most = EXPECTED[language]
    if len(amounts) == PAIR:
        return same.format(amounts[0]) if low == high else both.format(*amounts)
    return None if not amounts else (most if low is None else least).format(amounts[0])


def _said(name: str, fact: str, measure: Measure, language: Language) -> str:
    if name in FIGURES:
        return _amount(Decimal(fact), measure, language)
    if name in NUMBERS:
        return _turned(number_text, Decimal(fact), language)
    if name == "period":
        return month_text(fact)
    return date_text(date.fromisoformat(fact)) if name == "since" else fact


def _amount(number: Decimal, measure: Measure, language: Language) -> str:
    return _turned(percent_text if measure == "percent" else number_text, number, language)


def _turned(text: Callable[[Decimal], str], number: Decimal, language: Language) -> str:
    said = text(number)
    return said if language == "vi" else said.translate(SWAPPED)
