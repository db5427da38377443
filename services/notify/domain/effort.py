"""What it takes to reach a target, in cases: how many more, how many each month, or why no number is enough."""

from __future__ import annotations

from typing import NamedTuple

from services.notify.domain.parts import NamedFigure
from services.notify.domain.wording import Language, count_text, day_text, decimal_text
from shared.facts import Shortfall, Verdict

UP, DOWN = True, False
NEEDED: dict[Language, dict[tuple[str, bool], str]] = {
    "vi": {
        ("further", UP): "cần thêm ít nhất {} đạt",
        ("among", UP): "cần thêm ít nhất {} đạt trong số hiện có",
        ("further", DOWN): "cần có thêm ít nhất {} không bị tính vào tỷ lệ",
        ("among", DOWN): "cần giảm ít nhất {}",
    },
    "en": {
        ("further", UP): "at least {} more must succeed",
        ("among", UP): "at least {} more of those counted must succeed",
        ("further", DOWN): "at least {} more must stay out of the share",
        ("among", DOWN): "at least {} fewer are needed",
    },
}
MONTHLY: dict[Language, str] = {
    "vi": ", khoảng {} mỗi tháng đến {}",
    "en": ", about {} each month until {}",
}
MISSED: dict[Language, str] = {
    "vi": "không còn khả năng đạt trong kỳ vì đã có {}/{} không đạt",
    "en": "can no longer be reached in the period because {} of {} have already missed",
}
OUT_OF_REACH: dict[Language, str] = {
    "vi": "không thể đạt với số liệu hiện có",
    "en": "cannot be reached from the present figures",
}


class Noun(NamedTuple):
    """What the cases of a figure are called."""

    text: str
    language: Language

    def counted(self, number: int) -> str:
        """Number and noun: "12 hồ sơ"; in English "1 dossier", "12 dossiers"."""
        plural = "s" if self.language == "en" and number != 1 else ""
        return f"{count_text(number, self.language)} {self.text}{plural}"


def effort_text(verdict: Verdict, figure: NamedFigure, language: Language) -> str:
    """What reaching the missed target takes; empty where the cases are not known."""
    shortfall = verdict.shortfall
    if shortfall is None:
        return ""
    noun = Noun(figure.case_vi if language == "vi" else figure.case_en, language)
    up = _must_rise(verdict, figure)
    if shortfall.cases is None:
        return _out_of_reach(shortfall, figure, noun, up=up)
    needed = NEEDED[language][shortfall.way, up].format(noun.counted(shortfall.cases))
    if shortfall.per_month is None or shortfall.until is None:
        return needed
    return needed + MONTHLY[language].format(noun.counted(shortfall.per_month), day_text(shortfall.until, language))


def _must_rise(verdict: Verdict, figure: NamedFigure) -> bool:
    if verdict.comparator != "between":
        return verdict.comparator in (">=", ">")
    return figure.evaluation.value is not None and figure.evaluation.value < verdict.threshold


def _out_of_reach(shortfall: Shortfall, figure: NamedFigure, noun: Noun, *, up: bool) -> str:
    part, whole = figure.evaluation.numerator, figure.evaluation.denominator
    if not up or shortfall.way == "among" or part is None or whole is None or part >= whole:
        return OUT_OF_REACH[noun.language]
    return MISSED[noun.language].format(decimal_text(whole - part, noun.language), noun.counted(int(whole)))
