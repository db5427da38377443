"""Shares as sentences state them: a part of a whole and its percent, whichever stands first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.report.domain.claims import sayings
from services.report.domain.claims.claim import Share
from services.report.domain.claims.numerals import cell_numeral
from services.report.domain.claims.sayings import CAPITAL, CODES, DAYS, TOKEN, number

PAIR = r"(?<![\d/.,])(?P<numerator>\d[\d.]*)/(?P<denominator>\d[\d.]*)(?![/\d-])"
PERCENT = r"\d[\d.]*(?:,\d+)?\s?%"
#: between a share and its percent no other number stands: that could be what the percent is of
SHARE = re.compile(
    rf"{PAIR}(?P<middle>[^;\d]{{0,220}}?)"
    rf"(?:\(|,\s*)?(?:đạt|chiếm|bằng|tỷ lệ|\()\s*(?:tỷ lệ\s+)?(?P<value>{PERCENT})\)?"
    r"(?:,?\s*(?P<over>vượt|thấp hơn)\s+(?P<gap>\d[\d.]*(?:,\d+)?)\s*(?:%|điểm phần trăm|điểm %)[^()\d]{0,80}?"
    rf"(?:\(|mục tiêu\s+|chỉ tiêu\s+)(?P<target>{PERCENT})\)?)?",
    re.IGNORECASE,
)
PERCENT_FIRST = re.compile(
    rf"(?<![\d.,])(?P<value>{PERCENT})\s*\((?:đạt\s+|bằng\s+|tương ứng\s+|tức\s+)?{PAIR}(?:\s+[^()\d;]{{1,60}})?\)",
    re.IGNORECASE,
)
#: "xếp thứ 5/63", "tháng 01/2023", "năm học 2022/2023", "điểm 9/10": two numbers that no share is made of
NO_SHARE = re.compile(
    r"\b(?:thứ|hạng|vị trí|ngày|tháng|kỳ|quý|năm|năm học|giai đoạn|điểm|lớp|chiến dịch|lễ|dịp)\s*$", re.IGNORECASE
)
DAYS_OF_A_MONTH, MONTHS, YEARS = 31, 12, range(1900, 2101)
#: "1/3 số hồ sơ" is a word for a third
A_WORD_FOR = re.compile(r"\s+(?:tổng\s+)?số\b", re.IGNORECASE)
LARGEST_WORD = 10


def shares(sentence: str) -> Iterator[Share]:
    """Every share with its percent; numbers of days, places and documents are none."""
    text = without_codes(sentence)
    for found in SHARE.finditer(text):
        if not sayings.SOME.match(sentence, found.start()) and _is_share(found, text):
            yield _share(found)
    for found in PERCENT_FIRST.finditer(text):
        if _is_share(found, text):
            numerator, denominator = number(found["numerator"]), number(found["denominator"])
            yield Share(numerator, denominator, number(found["value"]))


def without_codes(sentence: str) -> str:
    """The sentence with spaces where days and numbers of documents stood."""
    return CODES.sub(_blank, TOKEN.sub(_unless_plain, DAYS.sub(_unless_counted, sentence)))


def _unless_plain(found: re.Match[str]) -> str:
    """57/KH-UBND is the number of a document."""
    marks = [place for mark in "/-" if (place := found[0].find(mark)) > 0]
    return _blank(found) if marks and CAPITAL.search(found[0], min(marks)) else found[0]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _unless_counted(found: re.Match[str]) -> str:
    """12/1690 is no month of a year."""
    month, mark, year = found[0].partition("/")
    is_month = not year.isdecimal() or (int(year) in YEARS and 0 < int(month) <= MONTHS)
    return found[0] if mark and month.isdecimal() and not is_month else _blank(found)


def _is_share(found: re.Match[str], text: str) -> bool:
    numerator, denominator = cell_numeral(found["numerator"]), cell_numeral(found["denominator"])
    if not numerator or not denominator or NO_SHARE.search(text[: found.start("numerator")]):
        return False
    part, whole = numerator.value, denominator.value
    if part in YEARS and whole == part + 1:
        return False
    if A_WORD_FOR.match(text, found.end("denominator")) and part < whole <= LARGEST_WORD:
        return False
    return not whole < part <= DAYS_OF_A_MONTH or whole > MONTHS


def _share(found: re.Match[str]) -> Share:
    target, gap = found["target"], found["gap"]
    return Share(
        number(found["numerator"]),
        number(found["denominator"]),
        number(found["value"]),
        number(target) if target else None,
        number(gap) if gap else None,
        beyond=(found["over"] or "vượt").lower() == "vượt",
    )
