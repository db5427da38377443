"""How points came about and what would bring more, in words and numbers for whoever checks or earns them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from services.scoring.domain.index_gains import Gain
from services.scoring.domain.index_points import zero_of
from shared.catalogue import Component, Indicator
from shared.catalogue.unit import Level
from shared.facts import ComponentScore
from shared.figures import plain
from shared.vietnamese import number_text, rounded

Language = Literal["vi", "en"]

WORDS = {
    "vi": {
        "full": "đủ điểm",
        "zero": "0 điểm",
        "left_out": "không tính vào điểm tối đa",
        "average": "theo tỷ lệ điểm đạt được của các thành phần còn lại trong nhóm",
        "no_activity": "Không phát sinh",
        "missing": "Chưa có số liệu",
        "not_applicable": "Không áp dụng",
        "below": "chưa đạt bậc nào",
        "report": "Gửi số liệu",
        "further": "Thêm {cases} {case} mới, tất cả đạt: {value} → {wanted}",
        "among": "Thêm {cases} {case} đạt trong số đã có: {value} → {wanted}",
        "fewer": "Bớt {cases} {case} trong số đã có: {value} → {wanted}",
        "further_fewer": "Thêm {cases} {case} mới, không có trường hợp tính thêm: {value} → {wanted}",
        "value": "{value} → {wanted}",
        "out_of_reach": "Không đạt được trong kỳ: cần {wanted}, hiện có {value}",
    },
    "en": {
        "full": "all points",
        "zero": "no points",
        "left_out": "left out of the maximum",
        "average": "the share that the rest of the group reaches",
        "no_activity": "No activity",
        "missing": "No figure",
        "not_applicable": "Not applicable",
        "below": "below the first step",
        "report": "Send the figure",
        "further": "{cases} further {case}, all on the good side: {value} → {wanted}",
        "among": "{cases} more {case} of those there are: {value} → {wanted}",
        "fewer": "{cases} fewer {case} of those there are: {value} → {wanted}",
        "further_fewer": "{cases} further {case}, none of which counts: {value} → {wanted}",
        "value": "{value} → {wanted}",
        "out_of_reach": "Out of reach: {wanted} is needed, {value} there is",
    },
}
LEVELS: Mapping[Level, str] = {
    "province": "tỉnh",
    "department": "sở, ngành",
    "district": "huyện",
    "commune": "xã",
    "other": "khác",
    "national": "cả nước",
}
PLACES = 4


def number(figure: Decimal, language: Language) -> str:
    """The number to four decimals at most, as the language writes it."""
    return number_text(figure, PLACES) if language == "vi" else plain(rounded(figure, PLACES))


def level_name(level: Level, language: Language) -> str:
    return LEVELS[level] if language == "vi" else level


def how(component: Component, stands: ComponentScore, indicator: Indicator, language: Language) -> str:
    """How the points of a component came about."""
    words = WORDS[language]
    if stands.value is not None:
        return _arithmetic(component, stands.value, indicator, language)
    rule = {"no_activity": component.no_activity, "missing": component.missing}.get(stands.basis, "left_out")
    if stands.maximum == 0:
        rule = "left_out"
    return f"{words[stands.basis]}: {words[rule]}"


def advice(gain: Gain, indicator: Indicator, language: Language) -> str:
    """What would bring the points of `gain`."""
    words = WORDS[language]
    if gain.value is None or gain.wanted is None:
        return words[gain.way]
    up = indicator.higher_is_better
    way = {True: "further", False: "among"} if up else {True: "further_fewer", False: "fewer"}
    pattern = words[way[gain.further] if gain.way == "cases" else gain.way]
    case = indicator.case_vi if language == "vi" else indicator.case_en + ("" if gain.cases == 1 else "s")
    value, wanted = number(gain.value, language), number(gain.wanted, language)
    return pattern.format(cases=gain.cases, case=case, value=value, wanted=wanted)


def _arithmetic(component: Component, value: Decimal, indicator: Indicator, language: Language) -> str:
    up, said = indicator.higher_is_better, number(value, language)
    maximum, full = number(component.maximum, language), number(component.full or Decimal(0), language)
    if component.rule == "steps":
        return _step(component, value, language, up=up)
    if component.rule == "inverse":
        return f"{maximum} × min(1; {full} ÷ {said})"
    zero = number(zero_of(component, up=up), language)
    if zero == "0":
        return f"{maximum} × min(1; {said} ÷ {full})"
    return f"{maximum} × min(1; ({said} − {zero}) ÷ ({full} − {zero}))"


def _step(component: Component, value: Decimal, language: Language, *, up: bool) -> str:
    ends = [step.threshold for step in component.steps]
    reached = [end for end in ends if (value >= end if up else value <= end)]
    if not reached:
        return f"{number(value, language)}: {WORDS[language]['below']}"
    end = max(reached) if up else min(reached)
    return f"{number(value, language)} {'≥' if up else '≤'} {number(end, language)}"
