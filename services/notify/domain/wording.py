"""How the facts of an alert are said, in Vietnamese and in English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from shared import english
from shared.catalogue.indicator import Measure
from shared.facts import Change, Evaluation, Verdict
from shared.vietnamese import date_text, month_text, number_text, rounded

Language = Literal["vi", "en"]

SMALLEST = Decimal("0.01")
TEN = 10
TARGETS: dict[Language, dict[str, str]] = {
    "vi": {">=": "từ {} trở lên", ">": "trên {}", "<=": "không quá {}", "<": "dưới {}", "between": "từ {} đến {}"},
    "en": {
        ">=": "at least {}",
        ">": "more than {}",
        "<=": "at most {}",
        "<": "less than {}",
        "between": "from {} to {}",
    },
}
CEILING: dict[Language, str] = {"vi": "không vượt quá {}", "en": "must not exceed {}"}
FULL_SCORE: dict[Language, str] = {"vi": "{} để đạt điểm tối đa", "en": "{} for full points"}
NEAR: dict[Language, str] = {"vi": "{} (gần đạt)", "en": "{} (near the target)"}
HELD: dict[Language, str] = {
    "vi": "đã đạt nhưng chưa ổn định, cảnh báo kết thúc khi vượt mục tiêu ít nhất {}",
    "en": "met, but not steadily: the alert ends once the target is passed by at least {}",
}
#: how a gap is said that is no shortage
BEYOND: dict[Language, dict[str, str]] = {
    "vi": {"<=": "vượt {}", "<": "vượt {}", "between": "lệch {}"},
    "en": {"<=": "over by {}", "<": "over by {}", "between": "off by {}"},
}
POINTS: dict[Language, str] = {"vi": "{} điểm phần trăm", "en": "{} percentage points"}
PARTS: dict[Language, str] = {"vi": "tổng hợp từ {}/{} đơn vị có số liệu", "en": "from {} of {} units with figures"}


def language_of(code: str) -> Language:
    """The language to write in for a contact's language code: English only where it is asked for."""
    return "en" if code.lower().startswith("en") else "vi"


def decimal_text(number: Decimal, language: Language) -> str:
    """A number with at most two decimals: "1.234,5" in Vietnamese, "1,234.5" in English."""
    text = number_text(number)
    return text if language == "vi" else text.translate(str.maketrans(",.", ".,"))


def count_text(number: int, language: Language) -> str:
    """A number of things: "07" in Vietnamese, as administrative documents write it, "7" in English; none is "0"."""
    return f"{number:02d}" if language == "vi" and 0 < number < TEN else decimal_text(Decimal(number), language)


def amount_text(number: Decimal, measure: Measure, language: Language) -> str:
    """A figure of an indicator: "76,9%", "1.028" or "1.500.000 đồng"."""
    text = decimal_text(number, language)
    if measure == "percent":
        return f"{text}%"
    return f"{text} {'đồng' if language == 'vi' else 'VND'}" if measure == "vnd" else text


def figure_text(evaluation: Evaluation, measure: Measure, language: Language) -> str:
    """The figure with what it is made of, where that is known: "76,9% (10/13)"."""
    if evaluation.value is None:
        return "không phát sinh" if language == "vi" else "no activity"
    text = amount_text(evaluation.value, measure, language)
    if measure == "percent" and evaluation.numerator is not None and evaluation.denominator is not None:
        made_of = (decimal_text(part, language) for part in (evaluation.numerator, evaluation.denominator))
        return f"{text} ({'/'.join(made_of)})"
    return text


def source_text(evaluation: Evaluation, language: Language) -> str:
    """How a total came about; empty for a figure the unit submitted itself."""
    if evaluation.how == "submitted" or evaluation.counted is None or evaluation.expected is None:
        return ""
    return PARTS[language].format(count_text(evaluation.counted, language), count_text(evaluation.expected, language))


def target_text(verdict: Verdict, measure: Measure, language: Language) -> str:
    """A target: "từ 80% trở lên"; a ceiling: "không vượt quá 10%"."""
    ends = (end for end in (verdict.threshold, verdict.upper) if end is not None)
    amounts = [amount_text(end, measure, language) for end in ends]
    if verdict.kind == "ceiling" and verdict.comparator == "<=":
        return CEILING[language].format(*amounts)
    text = TARGETS[language][verdict.comparator].format(*amounts)
    return FULL_SCORE[language].format(text) if verdict.kind == "full_score" else text


def gap_text(verdict: Verdict, measure: Measure, language: Language) -> str:
    """How far from the target: "3,1 điểm phần trăm"; above a ceiling, "vượt 3,1 điểm phần trăm"."""
    if verdict.held and verdict.margin is not None:
        return HELD[language].format(_difference_text(verdict.margin, measure, language))
    text = _distance_text(verdict, measure, language)
    return NEAR[language].format(text) if verdict.near else text


def gap_sentence(verdict: Verdict, measure: Measure, language: Language) -> str:
    """The gap on its own, as running text says it: "thiếu 3,1 điểm phần trăm"."""
    text = gap_text(verdict, measure, language)
    if verdict.gap == 0 or verdict.held or verdict.comparator in BEYOND[language]:
        return text
    return f"{'thiếu' if language == 'vi' else 'short by'} {text}"


def _distance_text(verdict: Verdict, measure: Measure, language: Language) -> str:
    gap = abs(verdict.gap)
    if gap == 0:  # exactly at a target that must be passed
        return "mới bằng mục tiêu" if language == "vi" else "only equal to the target"
    text = _difference_text(max(gap, SMALLEST), measure, language)
    if gap < SMALLEST:  # never "0": the figure is short of the target, if by less than is printed
        text = f"{'chưa đến' if language == 'vi' else 'less than'} {text}"
    return BEYOND[language].get(verdict.comparator, "{}").format(text)


def change_text(change: Change | None, measure: Measure, language: Language) -> str:
    """Against the previous figure: "giảm 4,2 điểm phần trăm (kỳ 05/2022: 81,1%)"; empty where there is none."""
    if change is None:
        return ""
    before = f"{period_text(change.period, language)}: {amount_text(change.value, measure, language)}"
    step = rounded(change.difference)
    if step == 0:
        return f"{'bằng kỳ trước' if language == 'vi' else 'unchanged'} ({before})"
    words = ("tăng", "giảm") if language == "vi" else ("up", "down")
    return f"{words[0 if step > 0 else 1]} {_difference_text(abs(step), measure, language)} ({before})"


def period_text(period: str, language: Language) -> str:
    """A period in a sentence: "kỳ 06/2022"."""
    return f"{'kỳ' if language == 'vi' else 'period'} {month_text(period)}"


def day_text(day: date, language: Language) -> str:
    """A day: "16/6/2022", in English "16 June 2022"."""
    return date_text(day) if language == "vi" else english.date_text(day)


def _difference_text(difference: Decimal, measure: Measure, language: Language) -> str:
    if measure == "percent":
        return POINTS[language].format(decimal_text(difference, language))
    return amount_text(difference, measure, language)
