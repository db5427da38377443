"""The phrases of the language of reports that carry a claim, and the small pieces they are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from services.report.domain.claims.numerals import Numeral, cell_numeral

#: a number in running text: no part of a day, of a document's number or of a word
NUMBER = r"(?<![\w/.,])\d[\d.]*(?:,\d+)?(?![\w/]|[.,]\d)\s?%?"
DAY = r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"
DAYS = re.compile(
    r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\b"
    r"|\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2}/\d{4}\b|(?<=ngày )\d{1,2}/\d{1,2}\b|\bnăm \d{4}\b|\bquý \d\b"
)
#: what begins as a number and goes on; the number of a document has a capital after a slash or a dash
TOKEN = re.compile(r"(?<![\w./-])\d[\w./-]*+")
CAPITAL = re.compile(r"[A-ZĐ]")
CODES = re.compile(r"\b(?:mức độ|Tổng đài|thứ|Bảng|Hình|tháng)\s+\d+\b|\bmức\s+\d(?![\d.,]*\s?%|[.,]?\d)")
#: "chưa đạt chỉ tiêu dưới 5%": below is what the target asks for, not where the units are
NOT_OF_TARGET = r"(?<!đạt chỉ tiêu )(?<!đạt mục tiêu )"
ASIDE = r"(?:\s*\((?P<{0}>[^()]*)\))?"

TREND = re.compile(
    rf"\b(?P<move>tăng|giảm)\s+(?:mạnh\s+|nhẹ\s+)?từ\s+(?:mức\s+)?(?P<start>{NUMBER}){ASIDE.format('a')}"
    rf"\s*,?\s*(?:lên|xuống|còn|đến|thành)\s+(?:mức\s+)?(?P<end>{NUMBER}){ASIDE.format('b')}",
    re.IGNORECASE,
)
SAME = re.compile(rf"\bgiữ nguyên\s+ở\s+mức\s+(?P<end>{NUMBER})\s*\((?P<b>[^()]*)\)", re.IGNORECASE)
SLIGHT = re.compile(
    rf"\b(?P<move>tăng|giảm)\s+dưới\s+{NUMBER}(?:\s+điểm phần trăm)?,\s+ở\s+mức\s+(?P<end>{NUMBER})"
    r"\s*\((?P<b>[^()]*)\)",
    re.IGNORECASE,
)
SIDE = re.compile(
    rf"{NOT_OF_TARGET}\b(?P<side>dưới|thấp hơn|chưa đạt|không đạt|trên|cao hơn|vượt|từ)\s+"
    rf"(?:chỉ tiêu\s+|mức\s+|mục tiêu\s+)?(?P<value>{NUMBER})(?:\s+trở\s+(?P<more>lên|xuống))?"
    r"(?P<middle>[^:]{0,120}?)(?::|\bgồm:?|\blà:?)\s*(?P<units>.+)$",
    re.IGNORECASE,
)
TOP = re.compile(
    rf"\b(?P<end>nhiều nhất|cao nhất|lớn nhất|dẫn đầu|đứng đầu|thấp nhất|ít nhất)\b"
    rf"(?:\s*\((?:đạt\s+|cùng\s+|đều\s+)?(?P<value>{NUMBER})\))?"
    r"(?:\s*(?::|,?\s*\bgồm(?:\s+có)?:?|\blà:?|\bthuộc về:?))\s*"
    r"(?P<units>.+?)(?=[,;]\s+[^,;:()]{0,40}\b(?:nhiều nhất|cao nhất|lớn nhất|thấp nhất|ít nhất)\b|$)",
    re.IGNORECASE,
)
#: counts in words, as far as reports write them
WORDED: Mapping[str, int] = {
    word: place
    for place, word in enumerate(
        "một hai ba bốn năm sáu bảy tám chín mười".split(),  # noqa: SIM905
        start=1,
    )
}
COUNT = rf"\d{{1,3}}|{'|'.join(WORDED)}"
UNITS = r"(?:đơn vị|cơ quan|địa phương|sở|huyện|xã|phường|đặc khu)"
NONE = re.compile(
    rf"\b(?P<none>(?:không|chưa)\s+(?:có|còn)\s+{UNITS}\s+nào)\b(?P<middle>[^:.]{{0,120}}?)"
    rf"{NOT_OF_TARGET}\b(?P<side>dưới|thấp hơn|chưa đạt|không đạt|trên|cao hơn|vượt|đạt)\s+"
    rf"(?P<aim>chỉ tiêu\s+|mức\s+|mục tiêu\s+)?(?P<from>từ\s+)?(?P<value>{NUMBER})",
    re.IGNORECASE,
)
ALL = re.compile(
    rf"(?:^|[\s+*•-])(?:tất cả|toàn bộ|các|cả|100%\s+số|mọi)\s+(?:(?P<of>{COUNT})\s+)?(?:các\s+)?"
    rf"{UNITS}(?P<middle>[^:.]{{0,90}}?)"
    rf"(?<!chưa )(?<!không )\bđạt\s+(?P<aim>chỉ tiêu\s+|mục tiêu\s+)?(?P<from>từ\s+|trên\s+)?"
    rf"(?P<value>{NUMBER})(?!\s+đến\b)",
    re.IGNORECASE,
)
SOME = re.compile(
    rf"(?<![\d/.,])(?P<count>\d{{1,3}})/(?P<of>\d{{1,3}})\s+{UNITS}[^:;.]{{0,60}}?"
    rf"\bđạt\s+(?:tỷ lệ\s+)?(?P<value>{NUMBER})"
    r"(?P<rest>[^:]{0,140}?(?:còn lại|chưa đạt|trừ)[^:]{0,30}?:\s*(?P<units>.+))?",
    re.IGNORECASE,
)
GROWTH = re.compile(
    rf"(?P<now>{NUMBER})[^;.%]{{0,80}}?(?:so với|trước đó|kỳ trước|tháng trước)[^;%\d]{{0,60}}?(?P<before>{NUMBER})"
    rf"[^;%\d]{{0,60}}?\(?\s*(?P<move>tăng|giảm)\s+(?:khoảng\s+)?(?P<by>\d[\d.]*(?:,\d+)?\s?%)",
    re.IGNORECASE,
)
COUNT_FIRST = re.compile(
    rf"^\W*(?:có\s+|còn\s+|chỉ\s+còn\s+)?(?P<count>{COUNT})(?:/(?P<of>\d{{1,3}}))?\s+{UNITS}", re.IGNORECASE
)
WINDOW = re.compile(
    rf"(?:từ ngày\s+\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?\s+)?(?:đến|tới)\s+(?:hết\s+)?ngày\s+{DAY}", re.IGNORECASE
)


def count(text: str) -> int:
    """How many a word or a number of a phrase says."""
    return WORDED[text.lower()] if text.lower() in WORDED else int(text)


def number(text: str) -> Numeral:
    """A number that a phrase has caught."""
    found = cell_numeral(text.strip().rstrip("."))
    if found is None:
        raise ValueError(text)
    return found


def day_in(text: str | None) -> date | None:
    """The last day that a text names."""
    days = days_in(text or "")
    return days[-1] if days else None


def days_in(text: str) -> list[date]:
    found = []
    for day, month, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found
